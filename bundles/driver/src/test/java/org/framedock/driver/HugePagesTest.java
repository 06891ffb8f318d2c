package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.framedock.driver.RawClient.AttachResponse;
import org.framedock.protocol.lease.HugepagesPolicy;
import org.framedock.protocol.lease.ResponseCode;
import org.framedock.protocol.lease.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Runs where a hugetlbfs without a limit is mounted, whether or not the machine has huge pages for it. */
@DisplayName("Huge pages that are configured and run out")
class HugePagesTest extends DriverTestBase {

    private Path directory;

    @BeforeEach
    void findHugePages() throws IOException {
        for (final String line : Files.readAllLines(Path.of("/proc/mounts"))) {
            final String[] mount = line.split(" ");
            if (mount[2].equals("hugetlbfs") && !mount[3].contains(",size=") && Files.isWritable(Path.of(mount[1]))) {
                directory = Files.createTempDirectory(Path.of(mount[1]), "framedock-driver-test");
            }
        }
        assumeTrue(directory != null, "no writable hugetlbfs without a size is mounted here");
    }

    @AfterEach
    void removeDirectory() throws Exception {
        if (directory != null) {
            closeOpened();
            deleteTree(directory);
        }
    }

    private static AttachResponse attach(final RawClient client, final long clientId, final HugepagesPolicy policy) {
        final RawClient.Attach attach = client.attach(STREAM, clientId, Role.CONSUMER);
        attach.with().requireHugepages(policy);
        return attach.await();
    }

    @Test
    @DisplayName("D-4 D-16 W-31 who insists on huge pages is rejected where none are left, others hear why it failed")
    void shouldRejectWhereNoneAreLeft() throws Exception {
        // A terabyte of them is nowhere set aside.
        launch("shm.base_dir=" + directory, "shm.require_hugepages=true", "profiles.small.header_nslots=16777216");
        final RawClient client = client();
        final AttachResponse insisting = attach(client, 1, HugepagesPolicy.HUGEPAGES);
        assertEquals(ResponseCode.REJECTED, insisting.code(), insisting.error());
        assertTrue(insisting.error().startsWith("huge pages unavailable: no space for " + directory),
            insisting.error());
        final AttachResponse content = attach(client, 2, HugepagesPolicy.UNSPECIFIED);
        assertEquals(ResponseCode.INTERNAL_ERROR, content.code());
        assertTrue(content.error().startsWith("no space for " + directory), content.error());
        assertEquals("standard pages unavailable", attach(client, 3, HugepagesPolicy.STANDARD).error());
        try (var entries = Files.list(directory.resolve("tensorpool-" + USER).resolve("default/" + STREAM))) {
            assertEquals(List.of(), entries.toList(), "nothing half-made is left");
        }
    }
}
