package org.framedock.dock;

/**
 * A kind of source that a bundle offers.
 *
 * @param kind    of source.
 * @param bundle  symbolic name of the bundle.
 * @param version of the bundle.
 * @param users   sources of it that are made or run now.
 */
public record SourceOffer(String kind, String bundle, String version, int users) {
}
