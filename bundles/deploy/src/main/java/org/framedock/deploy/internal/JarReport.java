package org.framedock.deploy.internal;

import java.util.function.Function;

import org.framedock.deploy.DeployedFile;
import org.framedock.deploy.DeployedFile.State;

/** Puts what the keeper knows of a jar into the operator's words. Called under the keeper's monitor. */
final class JarReport {

    private final Function<BundleSlot, JarEntry> best;
    private final Function<String, BundleSlot> slots;

    /**
     * With a view of the keeper's decisions.
     *
     * @param best  the file that is to run under a slot's name, or null.
     * @param slots the slot of a symbolic name, or null.
     */
    JarReport(final Function<BundleSlot, JarEntry> best, final Function<String, BundleSlot> slots) {
        this.best = best;
        this.slots = slots;
    }

    /** What became of a file. */
    DeployedFile of(final JarEntry entry) {
        if (entry.refusal != null) {
            return new DeployedFile(entry.fileName, entry.refusal.symbolicName(), entry.refusal.version(),
                State.REFUSED, entry.refusal.getMessage() + whatRuns(entry));
        }
        if (entry.offers.isEmpty()) {
            return new DeployedFile(
                entry.fileName, "", "", State.WAITING, "it is looked at when it has stopped changing");
        }
        final JarEntry.Offer newest = entry.offers.get(0);
        switch (newest.verdict) {
            case LIVE:
                return live(entry, newest);
            case TOO_EARLY:
                return file(entry, newest, State.WAITING, newest.reason);
            case UNTRIED:
                return untried(entry, newest);
            default:
                return file(entry, newest, State.REFUSED, newest.reason + whatRuns(entry));
        }
    }

    /** A file that is gone while its bundle has not returned yet. */
    DeployedFile ofRemoved(final BundleSlot slot) {
        return new DeployedFile(slot.fileName, slot.bundle.symbolicName(), "", State.STARTING,
            "its file is gone; " + (slot.overdue ? slot.task + ", and " : "")
                + "it is uninstalled as soon as it returns");
    }

    private DeployedFile live(final JarEntry entry, final JarEntry.Offer offer) {
        final BundleSlot slot = slots.apply(entry.symbolicName());
        if (slot == null || !slot.bundle.isRunning()) {
            return file(entry, offer, State.WAITING, "its bundle was stopped by hand; start it by hand, or write the"
                + " file again");
        }
        return file(entry, offer, State.ACTIVE, "");
    }

    private DeployedFile untried(final JarEntry entry, final JarEntry.Offer offer) {
        final BundleSlot slot = slots.apply(entry.symbolicName());
        final JarEntry winner = slot == null ? entry : best.apply(slot);
        if (winner != null && winner != entry) {
            return file(entry, offer, State.REFUSED, "its version " + offer.jar.version() + " is not higher than "
                + winner.eligible().jar + " from " + winner.fileName + "; accepted is a higher version");
        }
        if (slot != null && slot.overdue) {
            return file(entry, offer, State.STARTING, slot.task);
        }
        // A jar that is tried again keeps its reason until it is known better.
        return offer.reason.isEmpty()
            ? file(entry, offer, State.STARTING, "")
            : file(entry, offer, State.REFUSED, offer.reason + whatRuns(entry));
    }

    /** Names the bundle that goes on running although this file was refused. */
    private String whatRuns(final JarEntry entry) {
        final BundleSlot slot = slots.apply(entry.symbolicName());
        final Jar content = slot == null ? null : slot.bundle.content();
        if (content == null || !slot.bundle.isRunning() || !entry.offers.isEmpty() && entry.refusal == null
            && entry.offers.get(0).jar == content) {
            return "";
        }
        return "; " + content + " goes on running";
    }

    private static DeployedFile file(
        final JarEntry entry, final JarEntry.Offer offer, final State state, final String reason) {
        return new DeployedFile(
            entry.fileName, offer.jar.symbolicName(), offer.jar.version().toString(), state, reason);
    }
}
