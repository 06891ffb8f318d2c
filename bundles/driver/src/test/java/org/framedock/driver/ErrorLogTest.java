package org.framedock.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.framedock.transport.ErrorLogFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ErrorLogTest extends DriverTestBase {

    @Test
    @DisplayName("an unexpected error of the agent is kept in a file that outlives the driver, and told as before")
    void shouldKeepErrors() throws Exception {
        final List<Throwable> told = new ArrayList<>();
        final Path file;
        try (DriverContext context = new DriverContext().settings(settings()).errorHandler(told::add).conclude()) {
            file = context.errorLog();
            assertTrue(file.startsWith(base) && file.endsWith(ErrorLogFile.FILE_NAME), file.toString());
            context.errorHandler().onError(new IllegalStateException("unheard of"));
        }
        assertEquals(1, told.size());
        final List<ErrorLogFile.Entry> entries = ErrorLogFile.read(file).entries();
        assertEquals(1, entries.size());
        assertTrue(entries.get(0).text().contains("unheard of"));
    }

    @Test
    @DisplayName("a place where no file can be made stops nothing")
    void shouldDoWithoutFile() throws Exception {
        final List<Throwable> told = new ArrayList<>();
        try (DriverContext context = new DriverContext().settings(settings()).errorHandler(told::add)
            .errorLog(base.resolve("absent").resolve("errors.dat")).conclude()) {
            assertNull(context.errorLog());
            context.errorHandler().onError(new IllegalStateException("unheard of"));
        }
        assertEquals(1, told.size());
    }
}
