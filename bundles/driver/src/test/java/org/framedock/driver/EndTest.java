package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.framedock.driver.RawClient.Announce;
import org.framedock.driver.RawClient.AttachResponse;
import org.framedock.driver.RawClient.Shutdown;
import org.framedock.protocol.lease.Role;
import org.framedock.protocol.lease.ShutdownReason;
import org.framedock.transport.EmbeddedMediaDriver;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("End of the driver and of its media driver")
class EndTest extends DriverTestBase {

    @Test
    @DisplayName("D-13 closing publishes a last announce and a shutdown with reason NORMAL")
    void shouldSayGoodbye() throws Exception {
        final TensorPoolDriver driver = launch("policies.announce_period_ms=60000");
        final RawClient client = client();
        final AttachResponse response = client.attachProducer(STREAM, 101);
        final int from = client.heard.size();
        driver.close();
        final Shutdown shutdown = client.awaitFrom(from, Shutdown.class, message -> true);
        assertEquals(ShutdownReason.NORMAL, shutdown.reason());
        final Announce announce = client.find(from, Announce.class, message -> true);
        assertEquals(response.regions(), announce.regions());
        assertTrue(client.indexOf(announce) < client.indexOf(shutdown));
        assertEquals(DriverStatus.State.ENDED, driver.status().snapshot().state());
        assertTrue(driver.awaitEnd(0));
    }

    @Test
    @DisplayName("D-13 a shutdown request ends the driver only with the configured token, and its lock is free then")
    void shouldEndByToken() throws Exception {
        final TensorPoolDriver driver = launch("policies.shutdown_token=s3cret");
        final RawClient client = client();
        for (final String wrong : new String[] {"", "s3cre", "s3crets", "S3cret", "x".repeat(900)}) {
            client.requestShutdown(wrong, ShutdownReason.ADMIN);
        }
        assertTrue(client.attachConsumer(STREAM, 202).ok(), "still answers");
        assertNull(client.find(0, Shutdown.class, message -> true));
        client.requestShutdown("s3cret", ShutdownReason.ADMIN);
        assertEquals(ShutdownReason.ADMIN, client.awaitFrom(0, Shutdown.class, message -> true).reason());
        assertTrue(driver.awaitEnd(TimeUnit.SECONDS.toNanos(20)));
        launch();
    }

    @Test
    @DisplayName("D-13 an empty configured token disables shutdown requests")
    void shouldIgnoreRequestsWithoutToken() throws Exception {
        final TensorPoolDriver driver = launch();
        final RawClient client = client();
        client.requestShutdown("", ShutdownReason.NORMAL);
        assertTrue(client.attachConsumer(STREAM, 202).ok());
        assertNull(client.find(0, Shutdown.class, message -> true));
        assertFalse(driver.awaitEnd(0));
    }

    @Test
    @DisplayName("D-19a the driver outlives its media driver: leases end, epochs rise, it serves the next media driver")
    void shouldOutliveMediaDriver() throws Exception {
        final Path directory = base.resolve("own-aeron");
        EmbeddedMediaDriver own = EmbeddedMediaDriver.launchUnlessAlive(directory.toString());
        try {
            final TensorPoolDriver driver =
                launch(new DriverContext().settings(settings()).aeronDirectory(directory.toString()));
            final long epoch;
            try (RawClient client = new RawClient(directory.toString(), CHANNEL, CONTROL, CONTROL)) {
                epoch = client.attachProducer(STREAM, 101).regions().epoch();
                client.attachConsumer(STREAM, 202);
            }
            own.close();
            Await.until("noticed", () -> driver.status().snapshot().state()
                == DriverStatus.State.WAITING_FOR_MEDIA_DRIVER);
            assertEquals(0, driver.status().snapshot().leases().size());
            own = EmbeddedMediaDriver.launchUnlessAlive(directory.toString());
            Await.until("serves", () -> driver.status().snapshot().state() == DriverStatus.State.RUNNING);
            try (RawClient client = new RawClient(directory.toString(), CHANNEL, CONTROL, CONTROL)) {
                final AttachResponse again = client.attachProducer(STREAM, 101);
                assertTrue(again.regions().epoch() > epoch + 1, "once at the end, once at the attach");
                client.detach(again.leaseId(), STREAM, 101, Role.PRODUCER);
            }
            driver.close();
        } finally {
            own.close();
        }
    }

    @Test
    @DisplayName("D-19a a driver starts without a media driver and serves the one that comes")
    void shouldStartWithoutMediaDriver() throws Exception {
        final Path directory = base.resolve("late-aeron");
        final TensorPoolDriver driver = closeLater(TensorPoolDriver.launch(
            new DriverContext().settings(settings()).aeronDirectory(directory.toString())));
        Await.until("waits", () -> driver.status().snapshot().state()
            == DriverStatus.State.WAITING_FOR_MEDIA_DRIVER);
        try (EmbeddedMediaDriver late = EmbeddedMediaDriver.launchUnlessAlive(directory.toString())) {
            Await.until("serves", () -> driver.status().snapshot().state() == DriverStatus.State.RUNNING);
            assertEquals(directory.toString(), late.aeronDirectory());
            driver.close();
        }
    }
}
