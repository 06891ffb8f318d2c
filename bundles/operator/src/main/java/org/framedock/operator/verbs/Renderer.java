package org.framedock.operator.verbs;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.framedock.operator.DeviceView;
import org.framedock.operator.DriverView;
import org.framedock.operator.EventView;
import org.framedock.operator.Health;
import org.framedock.operator.LeaseView;
import org.framedock.operator.PluginView;
import org.framedock.operator.ProcessView;
import org.framedock.operator.Snapshot;
import org.framedock.operator.SourceView;
import org.framedock.operator.StreamView;

/** The model as text for people. Any thread. */
final class Renderer {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int EVENTS_IN_TOP = 5;
    private static final int LONGEST_TEXT = 100;
    private static final long MEBIBYTE = 1L << 20;
    private static final double PERCENT = 100;

    private Renderer() {
    }

    static String status(final Snapshot snapshot) {
        final StringBuilder text = new StringBuilder(head(snapshot));
        if (snapshot.streams().isEmpty()) {
            text.append("no stream is configured\n");
        } else {
            final Table table = new Table(
                "STREAM", "STATE", "SOURCE", ">RATE", ">MIB/S", ">LOST", ">CONSUMERS", "TEXT");
            for (final StreamView stream : snapshot.streams()) {
                table.row(stream.name(), state(stream), source(stream), rate(stream.framesPerSecond()),
                    rate(stream.mebibytesPerSecond()), stream.lostTotal(), stream.consumers(), about(stream));
            }
            text.append(table);
        }
        return text.toString();
    }

    private static String head(final Snapshot snapshot) {
        final ProcessView process = snapshot.process();
        final DriverView driver = snapshot.driver();
        final boolean container = process.kind() == ProcessView.Kind.CONTAINER;
        final StringBuilder text = new StringBuilder();
        text.append(container ? "container" : "driver program").append(" pid ").append(process.pid())
            .append(container ? " in " + process.home() : "").append(", up ").append(time(process.uptimeNs()))
            .append(", Framedock ").append(process.version()).append(", Java ").append(process.java()).append('\n');
        text.append("driver ").append(driver.instanceId()).append(driver.instanceId().isEmpty() ? "" : " ")
            .append(driver.state());
        if (!driver.detail().isEmpty() && !driver.state().equals("RUNNING")) {
            text.append(": ").append(Table.clean(driver.detail()));
        }
        if (!driver.sharedMemory().isEmpty()) {
            text.append(", shared memory ").append(driver.sharedMemory()).append(": ")
                .append(mebibytes(driver.usedBytes())).append(" used, ").append(mebibytes(driver.freeBytes()))
                .append(" free");
        }
        if (!driver.mediaDriver().isEmpty()) {
            text.append(", media driver ").append(driver.mediaDriver());
        }
        text.append("\nhealth ").append(snapshot.health().level());
        final int reasons = snapshot.health().reasons().size();
        if (reasons == 1) {
            final Health.Reason reason = snapshot.health().reasons().get(0);
            text.append(": ").append(reason.subject()).append(": ").append(Table.clean(reason.problem()));
        } else if (reasons > 1) {
            text.append(": ").append(reasons).append(" things are not fine, 'diag' tells which");
        }
        return text.append('\n').toString();
    }

    static String streams(final Snapshot snapshot) {
        if (snapshot.streams().isEmpty()) {
            return "no stream is configured: config/streams/NAME.cfg configures one\n";
        }
        final Table table = new Table("NAME", "STREAM", "STATE", "SOURCE", "FORMAT", ">RATE", ">MIB/S", ">FRAMES",
            "LOST", ">OPEN", ">EPOCH", ">SEQUENCE", "TEXT");
        for (final StreamView stream : snapshot.streams()) {
            table.row(stream.name(), stream.streamId() == 0 ? stream.stream() : stream.stream() + "="
                + stream.streamId(), state(stream), source(stream), stream.format(), rate(stream.framesPerSecond()),
                rate(stream.mebibytesPerSecond()), number(stream.frames()), losses(stream), open(stream),
                Long.toUnsignedString(stream.epoch()), number(stream.sequence()), brief(stream.text()));
        }
        return table.toString();
    }

    /** Of a stream that another program feeds at least what its frames look like. */
    private static String about(final StreamView stream) {
        return brief(stream.text().isEmpty() && !stream.format().isEmpty()
            ? stream.format() + ", " + stream.payloadBytes() + " bytes" : stream.text());
    }

    private static String open(final StreamView stream) {
        return stream.openSlots() < 0 ? "-"
            : stream.openSlots() + "/" + stream.mostOpenSlots() + " of " + stream.slotCount();
    }

    /** All that is known of one stream. */
    static String stream(final StreamView stream) {
        final List<String> lines = new ArrayList<>();
        line(lines, "stream", stream.name() + " (" + stream.stream() + " = " + stream.streamId() + ")");
        line(lines, "state", state(stream));
        line(lines, "text", stream.text());
        line(lines, "source", stream.kind() + (stream.kind().isEmpty() ? "" : " of ") + stream.bundle());
        if (!stream.wantedKind().equals(stream.kind())) {
            line(lines, "wanted", stream.wantedKind());
        }
        line(lines, "settings", pairs(stream.settings()) + (stream.isSwapped()
            ? " (by an operator; an edit of the file brings the configured ones back)" : ""));
        line(lines, "device", stream.device());
        line(lines, "format", stream.format() + (stream.payloadBytes() < 0 ? "" : ", " + stream.payloadBytes()
            + " bytes"));
        line(lines, "rate", rate(stream.framesPerSecond()) + " frames/s, " + rate(stream.mebibytesPerSecond())
            + " MiB/s");
        line(lines, "frames", number(stream.frames()) + ", lost " + losses(stream));
        line(lines, "epoch", Long.toUnsignedString(stream.epoch()) + ", sequence " + number(stream.sequence()));
        line(lines, "slots", stream.slotCount() + (stream.openSlots() < 0 ? "" : ", " + stream.openSlots()
            + " of at most " + stream.mostOpenSlots() + " reserved by the source"));
        for (final StreamView.PoolView pool : stream.pools()) {
            line(lines, "pool " + pool.poolId(), pool.slots() + " slots of " + pool.strideBytes() + " bytes"
                + (pool.fill() < 0 ? "" : String.format(Locale.ROOT, ", frames fill %.1f %%",
                    pool.fill() * PERCENT)));
        }
        line(lines, "metadata", stream.metadataVersion() < 0 ? ""
            : "version " + stream.metadataVersion() + ": " + pairs(stream.metadata()));
        line(lines, "consumers", String.valueOf(stream.consumers()));
        return String.join("\n", lines) + "\n";
    }

    private static void line(final List<String> lines, final String name, final String value) {
        lines.add(String.format("%-10s %s", name, value.isBlank() ? "-" : Table.clean(value)));
    }

    private static String pairs(final Map<String, String> map) {
        return map.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(" "));
    }

    static String leases(final Snapshot snapshot) {
        if (snapshot.leases().isEmpty()) {
            return "no lease is held; driver " + snapshot.driver().state() + "\n";
        }
        final Table table = new Table("STREAM", "ROLE", ">CLIENT", ">PID", "PROGRAM", ">HELD", ">KEEPALIVE",
            ">SEQUENCE", ">LAG", ">GAPS", ">LATE", "NOTE");
        for (final LeaseView lease : snapshot.leases()) {
            final String note = lease.reportAgeNs() < 0 ? "does not report"
                : lease.isLimited() ? "at a reduced rate" : "";
            table.row(lease.stream(), lease.role().toLowerCase(Locale.ROOT), lease.clientId(), number(lease.pid()),
                lease.program(), time(lease.ageNs()), time(lease.keepaliveAgeNs()), number(lease.lastSequence()),
                number(lease.lagFrames()), number(lease.dropsGap()), number(lease.dropsLate()), note);
        }
        return table.toString();
    }

    static String plugins(final Snapshot snapshot) {
        if (snapshot.plugins().isEmpty()) {
            return "deploy/ and config/streams/ are empty\n";
        }
        final Table table = new Table("FILE", "NAME", "VERSION", "STATE", "REASON");
        for (final PluginView plugin : snapshot.plugins()) {
            table.row(plugin.file(), plugin.symbolicName(), plugin.version(), plugin.state(), plugin.reason());
        }
        return table.toString();
    }

    static String sources(final Snapshot snapshot) {
        if (snapshot.sources().isEmpty()) {
            return "no source is offered: copy the jar of one into deploy/\n";
        }
        final Table table = new Table("KIND", "BUNDLE", "VERSION", ">USED BY");
        for (final SourceView source : snapshot.sources()) {
            table.row(source.kind(), source.bundle(), source.version(), source.users());
        }
        return table.toString();
    }

    static String devices(final Snapshot snapshot) {
        if (snapshot.devices().isEmpty()) {
            return "no device was found, and none is in use\n";
        }
        final Table table = new Table("KIND", "DEVICE", "DESCRIPTION", "STREAM", "PROBLEM");
        for (final DeviceView device : snapshot.devices()) {
            table.row(device.kind(), device.id().isEmpty() ? device.key() : device.id(), device.description(),
                device.usedBy(), device.problem());
        }
        return table.toString();
    }

    static String top(final Snapshot snapshot) {
        final StringBuilder text = new StringBuilder(status(snapshot));
        text.append('\n').append(leases(snapshot)).append('\n');
        final List<EventView> events = snapshot.events();
        for (final EventView event : events.subList(Math.max(0, events.size() - EVENTS_IN_TOP), events.size())) {
            text.append(CLOCK.format(Instant.ofEpochMilli(event.atMs()).atZone(ZoneId.systemDefault()))).append(' ')
                .append(event.kind().name().toLowerCase(Locale.ROOT)).append(' ').append(event.subject()).append(": ")
                .append(brief(event.text())).append('\n');
        }
        return text.toString();
    }

    static String diag(final Health health) {
        if (health.reasons().isEmpty()) {
            return "all is fine\n";
        }
        final StringBuilder text = new StringBuilder();
        for (final Health.Reason reason : health.reasons()) {
            text.append(reason.subject()).append(": ").append(Table.clean(reason.problem())).append("\n    ")
                .append(Table.clean(reason.remedy())).append('\n');
        }
        return text.toString();
    }

    static String health(final Health health) {
        final String reasons = health.reasons().stream()
            .map(reason -> reason.subject() + ": " + Table.clean(reason.problem())).collect(Collectors.joining("; "));
        return health.level() + (reasons.isEmpty() ? "" : ": " + reasons) + "\n";
    }

    private static String state(final StreamView stream) {
        return stream.detail().equals("NONE") ? stream.state() : stream.state() + " (" + stream.detail() + ")";
    }

    private static String source(final StreamView stream) {
        return stream.kind().isEmpty() ? stream.wantedKind() : stream.kind();
    }

    private static String losses(final StreamView stream) {
        final List<String> losses = new ArrayList<>();
        stream.lost().forEach((cause, frames) -> {
            if (frames != 0) {
                losses.add(frames + " " + cause);
            }
        });
        if (stream.interruptions() != 0) {
            losses.add(stream.interruptions() + " interruption" + (stream.interruptions() == 1 ? "" : "s") + " of "
                + time(stream.interruptedNs()));
        }
        return losses.isEmpty() ? "0" : String.join(", ", losses);
    }

    private static String brief(final String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
    }

    private static String rate(final double value) {
        return value < 0 ? "-" : String.format(Locale.ROOT, "%.1f", value);
    }

    private static String number(final long value) {
        return value < 0 ? "-" : Long.toString(value);
    }

    private static String mebibytes(final long bytes) {
        return bytes < 0 ? "?" : bytes / MEBIBYTE + " MiB";
    }

    private static String time(final long ns) {
        final long seconds = TimeUnit.NANOSECONDS.toSeconds(ns);
        if (seconds < TimeUnit.MINUTES.toSeconds(2)) {
            return String.format(Locale.ROOT, "%.1f s", ns / (double)TimeUnit.SECONDS.toNanos(1));
        }
        final long minutes = TimeUnit.SECONDS.toMinutes(seconds);
        return minutes < TimeUnit.HOURS.toMinutes(2) ? minutes + " min"
            : TimeUnit.MINUTES.toHours(minutes) + " h " + minutes % 60 + " min";
    }
}
