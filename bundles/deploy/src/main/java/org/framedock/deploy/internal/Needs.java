package org.framedock.deploy.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.osgi.framework.VersionRange;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;

/**
 * Reads from a manifest what a jar needs before it can start. With it a new version is checked before the old one is
 * stopped, and a missing package is named in plain words. Needs that this reading does not cover (uses constraints,
 * what providers need themselves) are left to the framework's resolver.
 */
final class Needs {

    private static final Pattern EE_VERSION = Pattern.compile("\\(version>?=([0-9.]+)\\)");
    private static final Pattern EE_NAME = Pattern.compile("(.+)-([0-9.]+)");

    private Needs() {
    }

    /**
     * The mandatory needs of a bundle that it does not satisfy itself.
     *
     * @throws IllegalArgumentException if a version range is malformed.
     */
    static List<Need> of(final Attributes manifest) {
        final List<Need> needs = new ArrayList<>();
        if (Boolean.parseBoolean(manifest.getValue("Multi-Release"))) {
            // The headers that count may lie in META-INF/versions: only the framework knows.
            return needs;
        }
        packages(manifest, needs);
        bundles(manifest, needs);
        capabilities(manifest, needs);
        return List.copyOf(needs);
    }

    private static void packages(final Attributes manifest, final List<Need> needs) {
        final Set<String> own = names(manifest.getValue("Export-Package"));
        for (final ManifestClause clause : ManifestClause.parse(manifest.getValue("Import-Package"))) {
            for (final String name : clause.names()) {
                if (!clause.isOptional() && !own.contains(name)) {
                    needs.add(versioned(PackageNamespace.PACKAGE_NAMESPACE, "package", name, "version", clause));
                }
            }
        }
    }

    private static void bundles(final Attributes manifest, final List<Need> needs) {
        for (final ManifestClause clause : ManifestClause.parse(manifest.getValue("Require-Bundle"))) {
            for (final String name : clause.names()) {
                if (!clause.isOptional()) {
                    needs.add(versioned(BundleNamespace.BUNDLE_NAMESPACE, "bundle", name, "bundle-version", clause));
                }
            }
        }
    }

    private static void capabilities(final Attributes manifest, final List<Need> needs) {
        final Set<String> own = names(manifest.getValue("Provide-Capability"));
        boolean environmentNamed = false;
        for (final ManifestClause clause : ManifestClause.parse(manifest.getValue("Require-Capability"))) {
            for (final String namespace : clause.names()) {
                if (clause.isOptional() || own.contains(namespace)) {
                    continue;
                }
                final String filter = clause.directives().getOrDefault("filter", "");
                if (namespace.equals(ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE)) {
                    environmentNamed = true;
                    needs.add(environment(filter));
                } else {
                    needs.add(new Need(namespace, filter, "", "capability " + namespace + " " + filter));
                }
            }
        }
        if (!environmentNamed) {
            oldEnvironments(manifest.getValue("Bundle-RequiredExecutionEnvironment"), needs);
        }
    }

    private static Need versioned(
        final String namespace, final String what, final String name, final String versionKey,
        final ManifestClause clause) {
        final StringBuilder filter = new StringBuilder("(&(").append(namespace).append('=').append(name).append(')');
        String text = what + " " + name;
        for (final Map.Entry<String, String> attribute : clause.attributes().entrySet()) {
            final String key = attribute.getKey();
            if (key.equals(versionKey) || key.equals("bundle-version")) {
                filter.append(new VersionRange(attribute.getValue()).toFilterString(key));
                text += " in version " + attribute.getValue();
            } else if (!key.equals("specification-version")) {
                filter.append('(').append(key).append('=').append(attribute.getValue()).append(')');
            }
        }
        return new Need(namespace, filter.append(')').toString(), name, text);
    }

    private static void oldEnvironments(final String header, final List<Need> needs) {
        final StringBuilder filter = new StringBuilder("(|");
        for (final ManifestClause clause : ManifestClause.parse(header)) {
            for (final String name : clause.names()) {
                final Matcher matcher = EE_NAME.matcher(name);
                if (!matcher.matches() || name.indexOf('/') >= 0) {
                    // Names from before Java 5 are kept by the framework alone.
                    return;
                }
                final String family = matcher.group(1).equals("J2SE") ? "JavaSE" : matcher.group(1);
                filter.append("(&(osgi.ee=").append(family).append(")(version=").append(matcher.group(2)).append("))");
            }
        }
        if (filter.length() > 2) {
            needs.add(environment(filter.append(')').toString()));
        }
    }

    private static Need environment(final String filter) {
        final Matcher version = EE_VERSION.matcher(filter);
        return new Need(
            ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE, filter, "",
            version.find() ? "Java " + version.group(1) : "execution environment " + filter);
    }

    private static Set<String> names(final String header) {
        final Set<String> names = new HashSet<>();
        ManifestClause.parse(header).forEach(clause -> names.addAll(clause.names()));
        return names;
    }
}
