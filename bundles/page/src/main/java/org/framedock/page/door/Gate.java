package org.framedock.page.door;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides who is let in. A page of another site that a browser shows must neither read nor change anything here, even
 * if that site's name resolves to this machine; another machine needs the token for everything, and everybody needs it
 * for a change. Any thread.
 */
public final class Gate {

    private static final String REALM = "realm=\"framedock: any user name, the token as password\"";

    private final Predicate<String> isAllowed;
    private final Set<String> hosts = new HashSet<>(List.of("localhost", "127.0.0.1", "::1"));

    /**
     * A gate.
     *
     * @param isAllowed whether an Authorization header, or null, carries the token of the moment.
     * @param names     by which browsers may call this machine, beside localhost and its numeric addresses.
     */
    public Gate(final Predicate<String> isAllowed, final List<String> names) {
        this.isAllowed = isAllowed;
        names.forEach(name -> hosts.add(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * Looks at a request.
     *
     * @param call to look at.
     * @return null if it may come in, else what is to be answered.
     */
    public Answer check(final Call call) {
        final String host = call.header(Call.HOST);
        if (host == null || !isOurs(nameIn(host), call.localAddress())) {
            return Answer.error(Answer.MISDIRECTED, "Host '" + (host == null ? "" : host)
                + "' is not this page: call it by its numeric address, as localhost, or by a name that key hosts of"
                + " config/page.cfg lists");
        }
        if (call.isChange() && isForeign(call, host)) {
            return Answer.error(Answer.FORBIDDEN, "a change may only come from this page itself or from a program,"
                + " not from another site's page");
        }
        final boolean isLocal = isLoopback(call.remoteAddress()) && call.header("x-forwarded-for") == null
            && call.header("forwarded") == null;
        if ((call.isChange() || !isLocal) && !isAllowed.test(call.header("authorization"))) {
            return unauthorized(call);
        }
        return null;
    }

    private static Answer unauthorized(final Call call) {
        final String why = call.isChange() ? "a change needs the token" : "from another machine everything needs the"
            + " token";
        final boolean isPage = !call.isChange() && !call.path().startsWith("/api/");
        return Answer.error(Answer.UNAUTHORIZED, why + ": send 'Authorization: Bearer TOKEN' with what is in the token"
            + " file of the container's home (data/page.token unless configured)")
            .with("WWW-Authenticate", (isPage ? "Basic " : "Bearer ") + REALM);
    }

    /** A browser tells by Origin and Sec-Fetch-Site whose page sends; a program tells neither. */
    private static boolean isForeign(final Call call, final String host) {
        final String origin = call.header("origin");
        final String site = call.header("sec-fetch-site");
        return origin != null && !origin.equalsIgnoreCase("http://" + host)
            && !origin.equalsIgnoreCase("https://" + host)
            || site != null && !site.equals("same-origin") && !site.equals("none");
    }

    private boolean isOurs(final String name, final String localAddress) {
        return hosts.contains(name) || isNumeric(name) && isSame(name, localAddress);
    }

    private static boolean isSame(final String one, final String other) {
        try {
            return InetAddress.getByName(one).equals(InetAddress.getByName(other));
        } catch (final UnknownHostException e) {
            return false;
        }
    }

    /** No name is ever looked up. */
    private static boolean isNumeric(final String name) {
        return name.indexOf(':') >= 0 || name.matches("\\d+\\.\\d+\\.\\d+\\.\\d+");
    }

    private static boolean isLoopback(final String address) {
        try {
            return isNumeric(address) && InetAddress.getByName(address).isLoopbackAddress();
        } catch (final UnknownHostException e) {
            return false;
        }
    }

    private static String nameIn(final String host) {
        final String lower = host.toLowerCase(Locale.ROOT).strip();
        if (lower.startsWith("[")) {
            final int end = lower.indexOf(']');
            return end < 0 ? lower : lower.substring(1, end);
        }
        final int colon = lower.indexOf(':');
        return colon < 0 ? lower : lower.substring(0, colon);
    }
}
