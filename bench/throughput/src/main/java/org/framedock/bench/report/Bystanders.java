package org.framedock.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How much of all cores others used since the last look: other programs, and on a virtual machine its host. All that
 * was busy, less what this process and its children that have ended used. One thread.
 */
public final class Bystanders {

    private static final int IDLE = 3;
    private static final int IO_WAIT = 4;
    private static final int GUEST = 8;
    /** In /proc/self/stat after the name: user, system, and both of the children that were waited for. */
    private static final int OWN_FIRST = 11;
    private static final int OWN_LAST = 14;

    private long allTicks;
    private long busyTicks;
    private long ownTicks;

    /** Looks for the first time. */
    public Bystanders() {
        share();
    }

    /**
     * The share since the last call.
     *
     * @return 0 to 1; 0 where Linux does not tell.
     */
    public double share() {
        final long allBefore = allTicks;
        final long busyBefore = busyTicks;
        final long ownBefore = ownTicks;
        look();
        final long all = allTicks - allBefore;
        final long others = busyTicks - busyBefore - (ownTicks - ownBefore);
        return all <= 0 ? 0 : Math.max(0, others / (double)all);
    }

    private void look() {
        try {
            final String[] cores = firstLine("/proc/stat").split(" +");
            allTicks = 0;
            busyTicks = 0;
            // Time given to guests is contained in user time already.
            for (int i = 0; i < Math.min(GUEST, cores.length - 1); i++) {
                final long ticks = Long.parseLong(cores[i + 1]);
                allTicks += ticks;
                busyTicks += i == IDLE || i == IO_WAIT ? 0 : ticks;
            }
            final String stat = firstLine("/proc/self/stat");
            final String[] own = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            ownTicks = 0;
            for (int i = OWN_FIRST; i <= OWN_LAST; i++) {
                ownTicks += Long.parseLong(own[i]);
            }
        } catch (final IOException notLinux) {
            allTicks = 0;
        }
    }

    private static String firstLine(final String file) throws IOException {
        final List<String> lines = Files.readAllLines(Path.of(file));
        return lines.isEmpty() ? "" : lines.get(0);
    }
}
