package org.framedock.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Regions that are locked into memory, where the limit of the process allows it and where it does not. */
class MemoryLockTest {

    private static final RegionSpec SPEC =
        RegionSpec.payloadPool(TestStream.EPOCH, TestStream.STREAM, 1, 4, 256 << 10);
    private static final RegionFile.Options LOCKED = new RegionFile.Options(0600, false, true, false, 0);

    @TempDir(factory = SharedMemory.class)
    private Path directory;

    private static long lockedBytes() throws Exception {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return 1024 * lines.filter(line -> line.startsWith("VmLck:")).mapToLong(
                line -> Long.parseLong(line.replaceAll("[^0-9]", ""))).sum();
        }
    }

    private ChildVm run(final long limitBytes) throws Exception {
        assumeTrue(ChildVm.canRun("prlimit", "--memlock=0", "true"), "prlimit is not there");
        final List<String> before = new ArrayList<>(List.of("prlimit", "--memlock=" + limitBytes));
        if (ChildVm.isRoot()) {
            assumeTrue(ChildVm.canRun("setpriv", "--bounding-set", "-ipc_lock", "true"), "setpriv is not there");
            // Who has this capability knows no limit.
            before.addAll(List.of("setpriv", "--bounding-set", "-ipc_lock", "--inh-caps", "-ipc_lock"));
        }
        return ChildVm.run(before, List.of(), Child.class, directory.toString());
    }

    @Test
    @DisplayName("a region is locked as a whole while its maker has it, within the limit of the process")
    void shouldLockWithinLimit() throws Exception {
        final ChildVm child = run(2L << 20);
        assertEquals(0, child.exitCode(), child::output);
        final long pages = (SPEC.lengthBytes() + 4095) / 4096 * 4096;
        assertEquals("locked 0, " + pages + ", 0", child.output().trim());
    }

    @Test
    @DisplayName("a region that may not be locked is an error with the reason, and leaves nothing behind")
    void shouldRefuseBeyondLimit() throws Exception {
        for (final long limitBytes : new long[] {64 << 10, 0}) {
            final ChildVm child = run(limitBytes);
            assertEquals(0, child.exitCode(), child::output);
            assertTrue(child.output().startsWith("cannot lock into memory " + directory.resolve("1.pool") + ": "),
                child::output);
            try (Stream<Path> left = Files.list(directory)) {
                assertEquals(List.of(), left.toList());
            }
        }
    }

    /** Makes a locked region and prints how much is locked before, meanwhile and afterwards. */
    static final class Child {
        public static void main(final String[] arguments) throws Exception {
            NativeCalls.prepare();
            final Path path = Path.of(arguments[0]).resolve("1.pool");
            final long before = lockedBytes();
            final long locked;
            try (RegionFile region = RegionFile.create(path, SPEC, LOCKED, 1)) {
                locked = lockedBytes();
                region.close();
            } catch (final RegionRefusedException e) {
                System.out.println(e.getMessage());
                return;
            }
            Files.delete(path);
            System.out.println("locked " + before + ", " + locked + ", " + lockedBytes());
        }
    }
}
