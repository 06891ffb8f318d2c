package org.framedock.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** One event is one line, for people or for programs. */
class LogSetupTest {

    @AfterEach
    void forget() {
        System.clearProperty(LogSetup.FORMAT_PROPERTY);
    }

    @Test
    @DisplayName("a line for people has time, level, place and text")
    void shouldWriteForPeople() {
        assertTrue(line().matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  dock: stream \"cam1\" lost 3 frames\n"), line());
    }

    @Test
    @DisplayName("a misspelt format costs no log")
    void shouldWriteForPeopleIfMisspelt() {
        System.setProperty(LogSetup.FORMAT_PROPERTY, "jason");
        assertTrue(line().contains(" WARN  dock: "), line());
    }

    @Test
    @DisplayName("a line for programs is one JSON object, quotes escaped")
    void shouldWriteJson() {
        System.setProperty(LogSetup.FORMAT_PROPERTY, LogSetup.JSON);
        final String line = line();
        assertEquals(1, line.lines().count(), line);
        assertTrue(line.startsWith("{") && line.stripTrailing().endsWith("}"), line);
        assertTrue(line.contains("\"level\":\"WARN\""), line);
        assertTrue(line.contains("\"loggerName\":\"org.framedock.dock\""), line);
        assertTrue(line.contains("\"formattedMessage\":\"stream \\\"cam1\\\" lost 3 frames\""), line);
        assertTrue(line.contains("\"timestamp\":"), line);
    }

    private static String line() {
        final LoggerContext loggers = new LoggerContext();
        final LogSetup setup = new LogSetup();
        setup.setContext(loggers);
        setup.configure(loggers);
        final ch.qos.logback.classic.Logger logger = loggers.getLogger("org.framedock.dock");
        final ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>)loggers
            .getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().next();
        final ILoggingEvent event = new LoggingEvent(
            "", logger, ch.qos.logback.classic.Level.WARN, "stream {} lost {} frames", null,
            new Object[] {"\"cam1\"", 3});
        final String line = new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
        loggers.stop();
        return line;
    }
}
