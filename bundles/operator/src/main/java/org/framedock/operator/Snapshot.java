package org.framedock.operator;

import java.util.List;

/**
 * All that an operator may want to see, at one moment. Immutable.
 *
 * @param takenMs        when, in milliseconds since 1970.
 * @param process        the process that was looked at.
 * @param health         whether it is well, and what is not.
 * @param streams        every stream that is configured or that the driver has, by name.
 * @param leases         live leases, oldest first.
 * @param plugins        files in deploy/ and config/streams/, and what became of them; empty in a bare driver.
 * @param sources        kinds of source that bundles offer; empty in a bare driver.
 * @param devices        what was found when devices were looked for last, and what is in use now.
 * @param devicesAskedMs when devices were looked for last, in milliseconds since 1970; -1 if never.
 * @param driver         the driver of this process.
 * @param events         what changed, oldest first; the last {@link #MOST_EVENTS}.
 */
public record Snapshot(
    long takenMs, ProcessView process, Health health, List<StreamView> streams, List<LeaseView> leases,
    List<PluginView> plugins, List<SourceView> sources, List<DeviceView> devices, long devicesAskedMs,
    DriverView driver, List<EventView> events) {

    /** The most events that are kept. */
    public static final int MOST_EVENTS = 200;

    /** Copies the lists. */
    public Snapshot {
        streams = List.copyOf(streams);
        leases = List.copyOf(leases);
        plugins = List.copyOf(plugins);
        sources = List.copyOf(sources);
        devices = List.copyOf(devices);
        events = List.copyOf(events);
    }

    /**
     * Finds a stream.
     *
     * @param name of its configuration, or of the driver's stream where nothing configures it.
     * @return null if there is none of that name.
     */
    public StreamView stream(final String name) {
        for (final StreamView stream : streams) {
            if (stream.name().equals(name)) {
                return stream;
            }
        }
        return null;
    }
}
