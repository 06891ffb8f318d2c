package org.framedock.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.framedock.deploy.DeployStatus;
import org.framedock.deploy.DeployedFile;
import org.framedock.dock.Dock;
import org.framedock.dock.FrameLoss;
import org.framedock.dock.StreamDetail;
import org.framedock.dock.StreamStatus;
import org.framedock.driver.DriverStatus;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The verbs of the shell. Each returns the text that Gogo prints. A service that is missing makes its verb say so and
 * leaves the others as they are. Any thread.
 */
@Component(
    service = Verbs.class,
    property = {
        "osgi.command.scope=framedock",
        "osgi.command.function=streams",
        "osgi.command.function=leases",
        "osgi.command.function=deployed",
        "osgi.command.function=start",
        "osgi.command.function=stop",
        "osgi.command.function=swap"})
public final class Verbs {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile Dock dock;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile DriverStatus driver;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
        policyOption = ReferencePolicyOption.GREEDY)
    volatile DeployStatus deploy;

    /**
     * How each configured stream fares.
     *
     * @return a table, one stream a line.
     */
    public String streams() {
        final Dock service = dock;
        if (service == null) {
            return missing("org.framedock.dock");
        }
        final List<StreamStatus> streams = service.streams();
        if (streams.isEmpty()) {
            return "no stream is configured: config/streams/NAME.cfg configures one";
        }
        final Table table =
            new Table("NAME", "STREAM", "SOURCE", "STATE", "EPOCH", "SEQUENCE", "FRAMES", "LOST", "TEXT");
        for (final StreamStatus stream : streams) {
            table.row(stream.name(), streamOf(stream), stream.kind().isEmpty() ? "-" : stream.kind(), stateOf(stream),
                Long.toUnsignedString(stream.epoch()), stream.sequence() < 0 ? "-" : stream.sequence(),
                stream.framesPublished(), lossesOf(stream), stream.text());
        }
        return table.toString();
    }

    private static String streamOf(final StreamStatus stream) {
        return stream.streamId() == 0 ? stream.stream() : stream.stream() + "=" + stream.streamId();
    }

    private static String stateOf(final StreamStatus stream) {
        return stream.detail() == StreamDetail.NONE
            ? stream.state().toString() : stream.state() + " (" + stream.detail() + ")";
    }

    private static String lossesOf(final StreamStatus stream) {
        final List<String> losses = new ArrayList<>();
        for (final FrameLoss cause : FrameLoss.values()) {
            final long frames = stream.framesLost().getOrDefault(cause, 0L);
            if (frames != 0) {
                losses.add(frames + " " + cause.name().toLowerCase(Locale.ROOT));
            }
        }
        if (stream.interruptions() != 0) {
            losses.add(stream.interruptions() + " interruptions of " + seconds(stream.interruptedNs()));
        }
        return losses.isEmpty() ? "0" : String.join(", ", losses);
    }

    /**
     * What the driver does, and who holds leases.
     *
     * @return a line for the driver, then a table, one lease a line.
     */
    public String leases() {
        final DriverStatus service = driver;
        if (service == null) {
            return missing("org.framedock.driver");
        }
        final DriverStatus.Snapshot snapshot = service.snapshot();
        final String detail = snapshot.detail().isEmpty() ? "" : ": " + snapshot.detail();
        final String head = "driver " + (snapshot.instanceId().isEmpty() ? "" : snapshot.instanceId() + " ")
            + snapshot.state() + detail;
        if (snapshot.leases().isEmpty()) {
            return head + "\nno lease is held";
        }
        final Table table = new Table("LEASE", "STREAM", "ROLE", "CLIENT", "NODE", "HELD", "KEEPALIVE");
        for (final DriverStatus.Lease lease : snapshot.leases()) {
            table.row(Long.toUnsignedString(lease.leaseId()), streamName(snapshot, lease.streamId()), lease.role(),
                lease.clientId(), lease.nodeId() < 0 ? "-" : lease.nodeId(), seconds(lease.ageNs()),
                seconds(lease.keepaliveAgeNs()) + " ago");
        }
        return head + "\n" + table;
    }

    private static String streamName(final DriverStatus.Snapshot snapshot, final long streamId) {
        return snapshot.streams().stream()
            .filter(stream -> stream.streamId() == streamId)
            .map(stream -> stream.name() + "=" + streamId)
            .findFirst().orElse(Long.toString(streamId));
    }

    private static String seconds(final long ns) {
        return String.format(Locale.ROOT, "%.1f s", ns / (double)TimeUnit.SECONDS.toNanos(1));
    }

    /**
     * What became of the files in deploy/ and config/streams/.
     *
     * @return a table, one file a line.
     */
    public String deployed() {
        final DeployStatus service = deploy;
        if (service == null) {
            return missing("org.framedock.deploy");
        }
        final List<DeployedFile> files = service.files();
        if (files.isEmpty()) {
            return "deploy/ and config/streams/ are empty";
        }
        final Table table = new Table("FILE", "NAME", "VERSION", "STATE", "REASON");
        for (final DeployedFile file : files) {
            table.row(
                file.fileName(), orDash(file.symbolicName()), orDash(file.version()), file.state(), file.reason());
        }
        return table.toString();
    }

    private static String orDash(final String text) {
        return text.isEmpty() ? "-" : text;
    }

    /**
     * Lets a stopped stream run, and tries a faulted one again.
     *
     * @param name of its configuration.
     * @return what was asked for, or which names there are.
     */
    public String start(final String name) {
        final Dock service = dock;
        if (service == null) {
            return missing("org.framedock.dock");
        }
        return service.start(name)
            ? "stream " + name + " may run; 'streams' shows what comes of it"
            : unknown(service, name);
    }

    /**
     * Stops a stream's source and keeps its lease.
     *
     * @param name of its configuration.
     * @return what was asked for, or which names there are.
     */
    public String stop(final String name) {
        final Dock service = dock;
        if (service == null) {
            return missing("org.framedock.dock");
        }
        return service.stop(name)
            ? "stream " + name + " is being stopped; 'start " + name + "' lets it run again"
            : unknown(service, name);
    }

    /**
     * Lets a source of another kind take a stream over while it goes on. Nothing is written: the next edit of the
     * stream's file, or the next start of the container, brings the configured source back.
     *
     * @param name     of the stream's configuration.
     * @param kind     of the source; the configured kind alone brings the configured source back.
     * @param settings of the source, each as {@code key=value}.
     * @return what was asked for, what is wrong, or which names there are.
     */
    public String swap(final String name, final String kind, final String... settings) {
        final Dock service = dock;
        if (service == null) {
            return missing("org.framedock.dock");
        }
        final Map<String, String> byKey = new TreeMap<>();
        for (final String setting : settings) {
            final int equals = setting.indexOf('=');
            if (equals < 1) {
                return "setting " + setting + " is not accepted: it has to be key=value, as in rate_hz=100";
            }
            byKey.put(setting.substring(0, equals).strip(), setting.substring(equals + 1).strip());
        }
        return service.swap(name, kind, byKey)
            ? "stream " + name + " is being swapped to " + kind + "; 'streams' shows what comes of it, and an edit of"
                + " its file brings the configured source back"
            : unknown(service, name);
    }

    private static String unknown(final Dock service, final String name) {
        final List<String> names = service.streams().stream().map(StreamStatus::name).toList();
        return "there is no stream " + name + ": " + (names.isEmpty()
            ? "none is configured" : "it has to be one of " + String.join(", ", names));
    }

    private static String missing(final String bundle) {
        return "not available: bundle " + bundle + " is not active";
    }
}
