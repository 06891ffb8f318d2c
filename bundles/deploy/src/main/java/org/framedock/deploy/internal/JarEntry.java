package org.framedock.deploy.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * What the keeper knows of one file in deploy/. Guarded by the keeper's monitor.
 *
 * <p>While a new content of the file is tried, the content that ran before stays on offer behind it, to go back to.
 */
final class JarEntry {

    /** A content of the file, and what came of it. */
    static final class Offer {
        final Jar jar;
        Outcome.Verdict verdict = Outcome.Verdict.UNTRIED;
        String reason = "";

        Offer(final Jar jar) {
            this.jar = jar;
        }

        boolean isEligible() {
            return verdict == Outcome.Verdict.UNTRIED || verdict == Outcome.Verdict.LIVE;
        }
    }

    final String fileName;
    /** Newest first, all of one symbolic name; seldom more than two. */
    final List<Offer> offers = new ArrayList<>();
    /** Why the newest content did not pass inspection; null if it did. */
    RefusedException refusal;
    String loggedReason = "";

    JarEntry(final String fileName) {
        this.fileName = fileName;
    }

    /** A new content that passed inspection. Of the older ones only that which runs is worth going back to. */
    void offer(final Jar jar, final Jar live) {
        refusal = null;
        keepOnly(jar.symbolicName().equals(symbolicName()) ? live : null);
        offers.add(0, new Offer(jar));
    }

    /** A new content that did not pass inspection. */
    void refuse(final RefusedException why, final Jar live) {
        refusal = why;
        keepOnly(live);
    }

    /** Drops all contents but one. */
    void keepOnly(final Jar kept) {
        offers.removeIf(offer -> {
            if (offer.jar == kept) {
                return false;
            }
            JarInspector.delete(offer.jar.copy());
            return true;
        });
    }

    /** The content to run, if this file's name is to run: the newest that did not fail. Null if there is none. */
    Offer eligible() {
        for (final Offer offer : offers) {
            if (offer.isEligible()) {
                return offer;
            }
        }
        return null;
    }

    boolean owns(final Jar jar) {
        return offerOf(jar) != null;
    }

    Offer offerOf(final Jar jar) {
        for (final Offer offer : offers) {
            if (offer.jar == jar) {
                return offer;
            }
        }
        return null;
    }

    /** Symbolic name of the contents; empty if there are none. */
    String symbolicName() {
        return offers.isEmpty() ? "" : offers.get(0).jar.symbolicName();
    }
}
