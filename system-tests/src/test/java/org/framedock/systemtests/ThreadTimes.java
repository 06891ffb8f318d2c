package org.framedock.systemtests;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Processor time that a Java process has used, user and system together, by thread: of Java's threads as ThreadMXBean
 * tells it, of native ones as the kernel does.
 *
 * @param ms milliseconds by name of the thread.
 */
record ThreadTimes(Map<String, Double> ms) {

    private static final double NS_PER_MS = 1e6;
    private static final int MS_PER_TICK = 10;
    private static final double LEAST_MS = 5;
    private static final String NATIVE = "arv_";

    static ThreadTimes of(final long pid) throws Exception {
        final Map<String, Double> times = new TreeMap<>();
        final VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        final JMXServiceURL address;
        try {
            address = new JMXServiceURL(machine.startLocalManagementAgent());
        } finally {
            machine.detach();
        }
        try (JMXConnector connector = JMXConnectorFactory.connect(address)) {
            final ThreadMXBean threads =
                ManagementFactory.getPlatformMXBean(connector.getMBeanServerConnection(), ThreadMXBean.class);
            for (final ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
                if (thread != null) {
                    times.merge(thread.getThreadName(), threads.getThreadCpuTime(thread.getThreadId()) / NS_PER_MS,
                        Double::sum);
                }
            }
        }
        addNative(times, Path.of("/proc", Long.toString(pid), "task"));
        return new ThreadTimes(times);
    }

    private static void addNative(final Map<String, Double> times, final Path tasks) throws IOException {
        try (Stream<Path> threads = Files.list(tasks)) {
            for (final Path thread : threads.toList()) {
                final String stat = statOf(thread);
                final int end = stat.lastIndexOf(')');
                final String name = stat.substring(stat.indexOf('(') + 1, end);
                if (name.startsWith(NATIVE)) {
                    final String[] rest = stat.substring(end + 2).split(" ");
                    times.merge(name, (double)(Long.parseLong(rest[11]) + Long.parseLong(rest[12])) * MS_PER_TICK,
                        Double::sum);
                }
            }
        }
    }

    private static String statOf(final Path thread) {
        try {
            return Files.readString(thread.resolve("stat"));
        } catch (final IOException endedMeanwhile) {
            return "() ";
        }
    }

    /** What has been used between two looks. */
    ThreadTimes since(final ThreadTimes before) {
        final Map<String, Double> used = new TreeMap<>();
        ms.forEach((name, time) -> used.put(name, time - before.ms.getOrDefault(name, 0.0)));
        return new ThreadTimes(used);
    }

    @Override
    public String toString() {
        return ms.entrySet().stream().filter(thread -> thread.getValue() >= LEAST_MS)
            .map(thread -> String.format(Locale.ROOT, "%s %.0f ms", thread.getKey(), thread.getValue()))
            .collect(Collectors.joining(", "));
    }
}
