package org.framedock.tools;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options by which a verb is told where to look. */
final class PlaceOptions {

    @Option(names = "--config", paramLabel = "FILE", description = "The driver's TOML file, or the container's home."
        + " Default: config/driver.toml of the home that FRAMEDOCK_HOME names, else config/driver.toml.")
    private Path config;

    @Option(names = "--client-config", paramLabel = "FILE",
        description = "The clients' TOML file. Default: client.toml beside the driver's file, if there is one.")
    private Path clientConfig;

    @Option(names = "--aeron-dir", paramLabel = "DIR",
        description = "Directory of the media driver. Default: aeron_dir of the driver's file.")
    private String aeronDirectory;

    Path config() {
        return config;
    }

    Path clientConfig() {
        return clientConfig;
    }

    String aeronDirectory() {
        return aeronDirectory;
    }
}
