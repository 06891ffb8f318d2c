package org.framedock.deploy.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.osgi.framework.BundleException;

/** Puts what the framework throws into one line for the operator. */
final class StartFailure {

    private static final int CLASS_FILE_VERSION_OF_JAVA_1 = 44;
    private static final Pattern CLASS_FILE =
        Pattern.compile("(\\S+) has been compiled by.*class file version ([0-9]+).*up to ([0-9]+).*");
    private static final Pattern MISSING =
        Pattern.compile("missing requirement \\[(\\S+) \\[[0-9]+]\\(R [^)]*\\)] (\\S+); (.*)");

    private StartFailure() {
    }

    /** Whether the framework could not bring the bundle together with those it needs, which may change. */
    static boolean isUnresolved(final Throwable failure) {
        return isOfType(failure, BundleException.RESOLVE_ERROR);
    }

    /** Why the bundle did not start, and what would be accepted. */
    static String describe(final Throwable failure) {
        if (isUnresolved(failure)) {
            return "it cannot be resolved: " + unresolved(String.valueOf(failure.getMessage()))
                + "; accepted is a bundle whose imports are there";
        }
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        final String message = oneLine(String.valueOf(root.getMessage()));
        if (root instanceof UnsupportedClassVersionError) {
            final Matcher matcher = CLASS_FILE.matcher(message);
            if (matcher.matches()) {
                return "its class " + matcher.group(1).replace('/', '.') + " is compiled for Java "
                    + java(matcher.group(2)) + "; accepted is up to Java " + java(matcher.group(3));
            }
        }
        if (root instanceof ClassNotFoundException || root instanceof NoClassDefFoundError) {
            return "it needs a class that it neither holds nor imports: " + message
                + "; it is tried again when the file changes";
        }
        if (isOfType(failure, BundleException.ACTIVATOR_ERROR)) {
            return "it throws at start: " + root.getClass().getName() + ": " + message
                + "; it is tried again when the file changes";
        }
        return "the framework does not take it: " + message + "; it is tried again when the file changes";
    }

    private static boolean isOfType(final Throwable failure, final int type) {
        return failure instanceof BundleException && ((BundleException)failure).getType() == type;
    }

    /** The innermost missing requirement of the resolver's chain of causes. */
    private static String unresolved(final String message) {
        final int end = message.indexOf(" Unresolved requirements:");
        final String text = oneLine(end < 0 ? message : message.substring(0, end));
        final int at = text.lastIndexOf("missing requirement [");
        if (at >= 0) {
            final Matcher matcher = MISSING.matcher(text.substring(at).replaceAll("]+$", ""));
            if (matcher.matches()) {
                return matcher.group(1) + " misses " + matcher.group(2) + " " + matcher.group(3);
            }
        }
        return text;
    }

    private static int java(final String classFileVersion) {
        return Integer.parseInt(classFileVersion) - CLASS_FILE_VERSION_OF_JAVA_1;
    }

    private static String oneLine(final String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
