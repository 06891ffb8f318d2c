package org.framedock.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The machine as Linux describes it. What it does not say is "unknown". */
public final class Machine {

    private static final String UNKNOWN = "unknown";
    private static final long LOOK_NS = 500_000_000L;
    private static final double BUSY = 0.15;
    private static final int CACHES = 8;

    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final double busy;

    private Machine(final List<String> jvmFlags, final String mediaDriver) {
        busy = busyShare();
        facts.put("cpu", field("/proc/cpuinfo", "model name"));
        facts.put("cores", Runtime.getRuntime().availableProcessors());
        facts.put("caches", caches());
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("memory", field("/proc/meminfo", "MemTotal"));
        facts.put("hugePages", "transparent " + line("/sys/kernel/mm/transparent_hugepage/enabled")
            + "; shared memory " + line("/sys/kernel/mm/transparent_hugepage/shmem_enabled")
            + "; reserved " + field("/proc/meminfo", "HugePages_Total"));
        facts.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        facts.put("javaFlags", String.join(" ", jvmFlags));
        facts.put("loadAverageAtStart", line("/proc/loadavg"));
        facts.put("busyAtStart", Math.round(busy * 100) + " %");
        facts.put("mediaDriver", mediaDriver);
    }

    /**
     * Looks at this machine for half a second.
     *
     * @param jvmFlags    of the measured processes.
     * @param mediaDriver its settings.
     * @return the description.
     */
    public static Machine look(final List<String> jvmFlags, final String mediaDriver) {
        return new Machine(jvmFlags, mediaDriver);
    }

    /**
     * All of it.
     *
     * @return keys and values in the order of the report.
     */
    public Map<String, Object> facts() {
        return facts;
    }

    /**
     * Whether something else was running.
     *
     * @return a line for the report, null if the machine was idle.
     */
    public String warning() {
        return busy <= BUSY ? null : "the machine is not idle: other programs used " + Math.round(busy * 100)
            + " % of all cores just before; figures are lower and spread wider than they would be";
    }

    /** The share of all cores that was used while this process slept. */
    private static double busyShare() {
        final Bystanders bystanders = new Bystanders();
        LockSupport.parkNanos(LOOK_NS);
        return bystanders.share();
    }

    private static String caches() {
        final StringBuilder caches = new StringBuilder();
        for (int i = 0; i < CACHES; i++) {
            final String folder = "/sys/devices/system/cpu/cpu0/cache/index" + i + "/";
            if (!Files.exists(Path.of(folder))) {
                break;
            }
            caches.append(i == 0 ? "" : ", ").append('L').append(line(folder + "level")).append(' ')
                .append(line(folder + "type")).append(' ').append(line(folder + "size")).append(" (cores ")
                .append(line(folder + "shared_cpu_list")).append(')');
        }
        return caches.isEmpty() ? UNKNOWN : caches.toString();
    }

    private static String field(final String file, final String name) {
        for (final String line : lines(file)) {
            if (line.startsWith(name)) {
                return line.substring(line.indexOf(':') + 1).strip();
            }
        }
        return UNKNOWN;
    }

    private static String line(final String file) {
        final List<String> lines = lines(file);
        return lines.isEmpty() ? UNKNOWN : lines.get(0).strip();
    }

    private static List<String> lines(final String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (final IOException e) {
            return List.of();
        }
    }
}
