package org.framedock.page.door;

import java.util.Locale;
import java.util.Map;

/**
 * A request.
 *
 * @param method        in upper case.
 * @param path          decoded, without the query.
 * @param query         parameters of the address, each once.
 * @param form          parameters of the body, each once.
 * @param headers       by name in lower case, the first of each.
 * @param remoteAddress numeric address that it came from.
 * @param localAddress  numeric address that it came to.
 */
public record Call(
    String method, String path, Map<String, String> query, Map<String, String> form, Map<String, String> headers,
    String remoteAddress, String localAddress) {

    /** Names in lower case that are read. */
    static final String HOST = "host";

    /**
     * A header.
     *
     * @param name any case.
     * @return null if it is not there.
     */
    String header(final String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** Whether it wants to change something. */
    boolean isChange() {
        return method.equals("POST");
    }
}
