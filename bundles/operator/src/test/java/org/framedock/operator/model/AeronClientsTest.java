package org.framedock.operator.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AeronClientsTest {

    @Test
    @DisplayName("a client that names itself NAME pid=N is known; one of another name has that; one without, nothing")
    void shouldReadLabels() {
        assertEquals(new AeronClients.Program("consumer", 42), AeronClients.programOf(
            "client-heartbeat: id=11 name=consumer pid=42 version=1.51.0 commit=9773cba37e"));
        assertEquals(new AeronClients.Program("julia reader", -1),
            AeronClients.programOf("client-heartbeat: id=11 name=julia reader"));
        assertEquals(AeronClients.Program.UNKNOWN, AeronClients.programOf("client-heartbeat: id=11 name="));
        assertEquals(AeronClients.Program.UNKNOWN, AeronClients.programOf("client-heartbeat: 11"));
        assertEquals(AeronClients.Program.UNKNOWN, AeronClients.programOf(null));
    }
}
