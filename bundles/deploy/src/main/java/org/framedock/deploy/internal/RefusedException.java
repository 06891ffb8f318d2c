package org.framedock.deploy.internal;

/** A file cannot be taken. The message is the reason as the operator reads it: the cause, and what is accepted. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String symbolicName;
    private final String version;

    RefusedException(final String reason) {
        this(reason, "", "");
    }

    RefusedException(final String reason, final String symbolicName, final String version) {
        super(reason);
        this.symbolicName = symbolicName;
        this.version = version;
    }

    String symbolicName() {
        return symbolicName;
    }

    String version() {
        return version;
    }
}
