package org.framedock.systemtests;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What a Java process holds after a collection.
 *
 * @param heapBytes      live objects.
 * @param metaspaceBytes of loaded classes.
 * @param classes        that are loaded.
 * @param threads        that live.
 * @param files          that are open.
 * @param fileMappings   mappings of files.
 * @param otherMappings  of memory without a file: those of the virtual machine itself.
 */
record ProcessFigures(
    long heapBytes, long metaspaceBytes, int classes, int threads, long files, long fileMappings, long otherMappings) {

    private static final double MIB = 1024 * 1024;
    private static final int COLLECTIONS = 3;

    /** Looks into a process over its own management agent. */
    static final class Probe implements AutoCloseable {

        private final long pid;
        private final JMXConnector connector;
        private final MBeanServerConnection server;

        Probe(final long pid) throws Exception {
            this.pid = pid;
            final VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            } finally {
                machine.detach();
            }
            server = connector.getMBeanServerConnection();
        }

        ProcessFigures look() throws IOException {
            final MemoryMXBean memory = ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class);
            // Later ones take what the first one has let go by way of references; each look itself allocates a little.
            long heapBytes = Long.MAX_VALUE;
            for (int i = 0; i < COLLECTIONS; i++) {
                memory.gc();
                heapBytes = Math.min(heapBytes, memory.getHeapMemoryUsage().getUsed());
            }
            long metaspaceBytes = 0;
            for (final MemoryPoolMXBean pool
                : ManagementFactory.getPlatformMXBeans(server, MemoryPoolMXBean.class)) {
                if (pool.getName().contains("Metaspace")) {
                    metaspaceBytes += pool.getUsage().getUsed();
                }
            }
            final List<String> mappings = Files.readAllLines(Path.of("/proc", Long.toString(pid), "maps"));
            final long fileMappings = mappings.stream().filter(line -> line.contains(" /")).count();
            return new ProcessFigures(
                heapBytes, metaspaceBytes,
                ManagementFactory.getPlatformMXBean(server, ClassLoadingMXBean.class).getLoadedClassCount(),
                ManagementFactory.getPlatformMXBean(server, ThreadMXBean.class).getThreadCount(),
                count("fd"), fileMappings, mappings.size() - fileMappings);
        }

        private long count(final String folder) throws IOException {
            try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(pid), folder))) {
                return entries.count();
            }
        }

        @Override
        public void close() throws IOException {
            connector.close();
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "heap %.2f MiB, metaspace %.2f MiB, %d classes, %d threads, %d files,"
            + " %d mappings of files, %d others", heapBytes / MIB, metaspaceBytes / MIB, classes, threads, files,
            fileMappings, otherMappings);
    }
}
