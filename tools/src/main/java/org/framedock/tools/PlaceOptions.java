package org.framedock.tools;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options by which a verb is told where to look. */
final class PlaceOptions {

    @Option(names = "--config", paramLabel = "FILE", description = "The driver's TOML file, or the container's home."
        + " Default: config/driver.toml of the home that FRAMEDOCK_HOME names, else that of the container or driver of"
        + " this user that runs, else config/driver.toml.")
    private Path config;

    @Option(names = "--home", paramLabel = "DIR", description = "The container's home, where several run.")
    private Path home;

    @Option(names = "--pid", paramLabel = "N", description = "The running container or driver, where several run.")
    private String pid;

    @Option(names = "--client-config", paramLabel = "FILE",
        description = "The clients' TOML file. Default: client.toml beside the driver's file, if there is one.")
    private Path clientConfig;

    @Option(names = "--aeron-dir", paramLabel = "DIR",
        description = "Directory of the media driver. Default: aeron_dir of the driver's file.")
    private String aeronDirectory;

    /** The driver's file, or the container's home; null if neither is given. The launcher turns a process into that. */
    Path config() throws ToolException {
        if (pid != null) {
            throw ToolException.usage(config != null || home != null
                ? "the place is given twice: one of --config, --home and --pid is accepted"
                : "--pid '" + Shown.text(pid) + "' has to be the id of a running container or driver");
        }
        if (config != null && home != null) {
            throw ToolException.usage("the place is given twice: one of --config, --home and --pid is accepted");
        }
        return home == null ? config : home.resolve(Place.DRIVER_FILE);
    }

    Path clientConfig() {
        return clientConfig;
    }

    String aeronDirectory() {
        return aeronDirectory;
    }
}
