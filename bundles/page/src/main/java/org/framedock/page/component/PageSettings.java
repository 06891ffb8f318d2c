package org.framedock.page.component;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a page's configuration says. Immutable.
 *
 * @param port      to listen on, 0 for any that is free.
 * @param host      address to listen on.
 * @param tokenFile absolute path.
 * @param hosts     names by which browsers may call this machine.
 */
record PageSettings(int port, String host, Path tokenFile, List<String> hosts) {

    private static final int MAX_PORT = 65_535;
    private static final List<String> KEYS = List.of("port", "host", "token_file", "hosts");
    private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?";

    /** The configuration is wrong; the message names every mistake. */
    static final class WrongException extends Exception {

        private static final long serialVersionUID = 1;

        WrongException(final String message) {
            super(message, null, false, false);
        }
    }

    /**
     * Reads a configuration.
     *
     * @param values keys and texts.
     * @param home   of the container.
     * @throws WrongException if anything is wrong.
     */
    static PageSettings read(final Map<String, String> values, final Path home) throws WrongException {
        final List<String> mistakes = new ArrayList<>();
        final int port = port(values.get("port"), mistakes);
        final String host = values.getOrDefault("host", "127.0.0.1").strip();
        try {
            InetAddress.getByName(host);
        } catch (final UnknownHostException e) {
            mistakes.add("host = '" + host + "' has to be an address of this machine, such as 127.0.0.1");
        }
        final List<String> hosts = new ArrayList<>();
        for (final String name : values.getOrDefault("hosts", "").split(",")) {
            if (!name.isBlank() && !name.strip().matches(NAME)) {
                mistakes.add("hosts: '" + name.strip() + "' has to be a host name without a port");
            } else if (!name.isBlank()) {
                hosts.add(name.strip());
            }
        }
        for (final String key : new TreeSet<>(values.keySet())) {
            if (!KEYS.contains(key) && !key.matches("(service|component|felix|osgi|framedock)\\..*")) {
                mistakes.add(key + " is unknown; accepted are " + String.join(", ", KEYS));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new WrongException(String.join("; ", mistakes));
        }
        return new PageSettings(port, host,
            home.resolve(values.getOrDefault("token_file", "data/page.token").strip()).normalize(), hosts);
    }

    /** Whether the server that is open serves the other, too. */
    boolean isSameAddress(final PageSettings other) {
        return port == other.port && host.equals(other.host);
    }

    private static int port(final String text, final List<String> mistakes) {
        final String[] range = {"port", text == null ? "" : text.strip()};
        if (range[1].matches("\\d{1,5}") && Integer.parseInt(range[1]) <= MAX_PORT) {
            return Integer.parseInt(range[1]);
        }
        mistakes.add((text == null ? "port is missing: it" : String.join(" = ", Arrays.asList(range)))
            + " has to be a whole number from 0 (any that is free) to " + MAX_PORT);
        return 0;
    }
}
