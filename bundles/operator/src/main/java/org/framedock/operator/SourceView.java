package org.framedock.operator;

/**
 * A kind of source that is offered.
 *
 * @param kind    of source.
 * @param bundle  symbolic name of the bundle that offers it.
 * @param version of the bundle.
 * @param users   sources of it that are made or run now.
 */
public record SourceView(String kind, String bundle, String version, int users) {
}
