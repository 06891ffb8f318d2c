package org.framedock.deploy.internal;

import java.util.Map;

import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/**
 * Something a jar needs from other bundles before it can start, in the form the framework looks up providers by.
 *
 * @param namespace namespace of the capability, for instance {@code osgi.wiring.package}.
 * @param filter    filter that a provider matches; empty if any capability of the namespace does.
 * @param name      name of the package, bundle or capability, to look for other versions of it.
 * @param text      how the operator reads it, for instance {@code package org.example in version [1.2,2)}.
 */
record Need(String namespace, String filter, String name, String text) implements Requirement {

    @Override
    public String getNamespace() {
        return namespace;
    }

    @Override
    public Map<String, String> getDirectives() {
        return filter.isEmpty() ? Map.of() : Map.of(Namespace.REQUIREMENT_FILTER_DIRECTIVE, filter);
    }

    @Override
    public Map<String, Object> getAttributes() {
        return Map.of();
    }

    /** Always null: the jar is not part of the framework yet. */
    @Override
    public Resource getResource() {
        return null;
    }
}
