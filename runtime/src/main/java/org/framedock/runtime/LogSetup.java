package org.framedock.runtime;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Configures logback in code, which saves reading XML at every start: one line per event on the standard error. The
 * property {@code framedock.log.level} sets the level (default INFO), {@code framedock.log.format=json} makes each line
 * a JSON object; a {@code logback.configurationFile} replaces all of this. Called once by logback, on the thread that
 * logs first.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {

    /** System property with the least level that is logged. */
    static final String LEVEL_PROPERTY = "framedock.log.level";

    private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %logger{0}: %msg%n";

    /** System property with the form of a line: {@code human} or {@code json}. */
    static final String FORMAT_PROPERTY = "framedock.log.format";
    static final String JSON = "json";
    private static final String HUMAN = "human";

    /** Made by logback's service loader. */
    public LogSetup() {
        super();
    }

    @Override
    public ExecutionStatus configure(final LoggerContext loggers) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        final Encoder<ILoggingEvent> encoder = encoder(System.getProperty(FORMAT_PROPERTY, HUMAN));
        encoder.setContext(loggers);
        encoder.start();
        final ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(loggers);
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        final ch.qos.logback.classic.Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(System.getProperty(LEVEL_PROPERTY), Level.INFO));
        root.addAppender(console);
        loggers.getLogger("org.apache.felix").setLevel(Level.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Anything but JSON is for people: a misspelt format must not cost the log. */
    private static Encoder<ILoggingEvent> encoder(final String format) {
        if (!JSON.equals(format)) {
            final PatternLayoutEncoder human = new PatternLayoutEncoder();
            human.setPattern(PATTERN);
            return human;
        }
        final JsonEncoder json = new JsonEncoder();
        // The rest says how logback works, or the same once more.
        json.setWithSequenceNumber(false);
        json.setWithNanoseconds(false);
        json.setWithContext(false);
        json.setWithMessage(false);
        json.setWithArguments(false);
        json.setWithMarkers(false);
        json.setWithMDC(false);
        json.setWithKVPList(false);
        json.setWithFormattedMessage(true);
        return json;
    }
}
