package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.framedock.driver.RawClient.AttachResponse;
import org.framedock.protocol.lease.ResponseCode;
import org.framedock.protocol.lease.Role;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What was sent before the driver came")
class BacklogTest extends DriverTestBase {

    @Test
    @DisplayName("D-19 a request to a former driver gives no lease that keeps out the living")
    void shouldNotAnswerWhatWasSentBeforeItCame() throws Exception {
        // Never reads again, so Aeron lets the driver join before its request, as after the kill of a subscriber.
        client().attach(STREAM, 700, Role.PRODUCER).send();
        final TensorPoolDriver driver = launch();
        final AttachResponse response = client().attachProducer(STREAM, 701);
        assertEquals(ResponseCode.OK, response.code(), response.error());
        assertEquals(1, driver.status().snapshot().leases().size());
    }

    @Test
    @DisplayName("D-2a a client that waited for the driver asks again with the same correlation id and is answered")
    void shouldAnswerWhoAsksAgain() throws Exception {
        final RawClient client = client();
        final long correlationId = client.newCorrelationId();
        client.new Attach(correlationId, STREAM, 702, Role.PRODUCER).send();
        launch();
        assertTrue(client.new Attach(correlationId, STREAM, 702, Role.PRODUCER).await().ok());
    }
}
