package org.framedock.operator.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.framedock.operator.DriverView;
import org.framedock.operator.Health;
import org.framedock.operator.LeaseView;
import org.framedock.operator.PluginView;
import org.framedock.operator.StreamView;

/** What is not fine, and what to do about it. One thread. */
final class HealthRules {

    private static final double LEAST_FREE = 0.05;
    private static final String REFUSED = "REFUSED";
    /** As the driver says it when there is no memory for a stream. */
    private static final String NO_SPACE = "no space for ";

    private final List<Health.Reason> reasons = new ArrayList<>();
    private final Map<String, Long> refusedBefore = new HashMap<>();

    /** Begins anew. */
    void begin() {
        reasons.clear();
    }

    Health conclude() {
        final List<Health.Reason> sorted = new ArrayList<>();
        reasons.stream().filter(Health.Reason::isDegrading).forEach(sorted::add);
        final boolean degraded = !sorted.isEmpty();
        reasons.stream().filter(reason -> !reason.isDegrading()).forEach(sorted::add);
        final Health.Level level =
            degraded ? Health.Level.DEGRADED : sorted.isEmpty() ? Health.Level.READY : Health.Level.LIVE;
        return new Health(level, sorted);
    }

    private void bad(final String subject, final String problem, final String remedy) {
        reasons.add(new Health.Reason(true, subject, problem, remedy));
    }

    private void pending(final String subject, final String problem, final String remedy) {
        reasons.add(new Health.Reason(false, subject, problem, remedy));
    }

    void driver(final DriverView driver) {
        switch (driver.state()) {
            case "RUNNING":
                break;
            case "STARTING":
                pending("driver", "is starting" + because(driver.detail()), "wait a moment");
                break;
            case "WAITING_FOR_MEDIA_DRIVER":
                bad("driver", "no media driver is alive in " + driver.aeronDirectory(),
                    "start the media driver that was there, or restart this process, which brings its own");
                break;
            case "FAULTED":
                bad("driver", driver.detail(), "correct config/driver.toml; it is read again when it changes");
                break;
            default:
                bad("driver", driver.state().toLowerCase(Locale.ROOT) + because(driver.detail()),
                    "restart this process, or touch config/driver.toml");
                break;
        }
        memory(driver);
        for (final DriverView.LimitView limit : driver.limits()) {
            final Long before = refusedBefore.put(limit.name(), limit.refused());
            if (before != null && limit.refused() > before) {
                bad("driver", "refuses requests: " + limit.name() + " is limited to " + limit.value(),
                    "see with 'leases' who attaches so often");
            }
        }
    }

    private static String because(final String text) {
        return text.isEmpty() ? "" : ": " + text;
    }

    private void memory(final DriverView driver) {
        if (driver.totalBytes() > 0 && driver.freeBytes() >= 0
            && driver.freeBytes() < driver.totalBytes() * LEAST_FREE) {
            bad("shared memory", "the file system of " + driver.sharedMemory() + " has "
                + (driver.freeBytes() >> 20) + " MiB of " + (driver.totalBytes() >> 20) + " MiB left",
                "delete what is not needed there ('framedock clean' finds dead drivers' epochs), or make it larger:"
                    + " mount -o remount,size=SIZE /dev/shm");
        }
    }

    void stream(final StreamView stream, final long lostLately) {
        final String subject = "stream " + stream.name();
        switch (stream.state()) {
            case "UNCONFIGURED", "STARTING":
                if (stream.text().contains(NO_SPACE)) {
                    bad(subject, stream.text(), "make room in the driver's shared memory, and it goes on by itself:"
                        + " delete what dead drivers left ('framedock clean'), or make it larger");
                    break;
                }
                pending(subject, "is starting" + because(stream.text()), "wait a moment");
                break;
            case "STREAMING":
                if (!stream.detail().equals("NONE")) {
                    bad(subject, stream.text(), remedy(stream));
                }
                break;
            case "RECONNECTING", "FAULTED":
                bad(subject, stream.text(), remedy(stream));
                break;
            case "IDLE":
                if (stream.detail().equals("SOURCE_MISSING")) {
                    bad(subject, stream.text(), remedy(stream));
                }
                break;
            default:
                if (stream.detail().equals("NO_REGIONS")) {
                    bad(subject, stream.text(), "make room in the driver's shared memory; it is tried again");
                }
                break;
        }
        if (lostLately > 0) {
            bad(subject, "lost " + lostLately + " frames in the last seconds: " + causes(stream),
                lossRemedy(stream));
        }
    }

    private static String causes(final StreamView stream) {
        final List<String> causes = new ArrayList<>();
        new TreeMap<>(stream.lost()).forEach((cause, frames) -> {
            if (frames > 0) {
                causes.add(frames + " " + cause);
            }
        });
        return "in all " + String.join(", ", causes);
    }

    private static String remedy(final StreamView stream) {
        final String file = "config/streams/" + stream.name() + ".cfg";
        return switch (stream.detail()) {
            case "SOURCE_MISSING" -> "copy the jar of source " + stream.wantedKind() + " into deploy/, or name a kind"
                + " that 'sources' lists in " + file;
            case "WAITING_FOR_LEASE", "LEASE_LOST" -> "see 'leases' for another producer of the stream, and the"
                + " driver's state";
            case "DEVICE_UNAVAILABLE" -> "see 'devices': is it on, reachable, and named right in " + file + "?";
            case "WRONG_SETTINGS", "WRONG_CONFIGURATION" -> "correct " + file + "; an edit takes effect at once";
            case "SOURCE_FAILED" -> "'start " + stream.name() + "' tries again; the log has the failure of the plugin";
            case "QUARANTINED" -> "'start " + stream.name() + "' clears this; restart the container when you can, to"
                + " give its memory back";
            case "THREADS_LEFT" -> "the plugin has to end its threads; restart the container to be rid of them";
            default -> "'start " + stream.name() + "' tries again";
        };
    }

    private static String lossRemedy(final StreamView stream) {
        if (stream.lost().getOrDefault("did_not_fit", 0L) > 0) {
            return "give the stream's profile a pool with a larger stride_bytes in config/driver.toml";
        }
        if (stream.lost().getOrDefault("incomplete", 0L) > 0) {
            return "check cable, switch and packet size; lower the camera's rate";
        }
        return "lower the rate, or give the machine more time: 'top' shows where frames are lost";
    }

    void lease(final LeaseView lease, final long lostLately) {
        if (lostLately > 0) {
            bad("client " + lease.clientId(), "a consumer of stream " + lease.stream()
                + (lease.pid() < 0 ? "" : " (" + lease.program() + ", pid " + lease.pid() + ")") + " lost " + lostLately
                + " frames in the last seconds", "it reads too slowly: make it quicker, let it ask for a lower rate,"
                + " or give the stream more slots");
        }
    }

    void plugin(final PluginView plugin) {
        if (plugin.state().equals(REFUSED)) {
            bad(plugin.file(), plugin.reason(), plugin.file().startsWith("deploy/")
                ? "replace the jar by one that is accepted, or remove it" : "correct the file; it is read at once");
        }
    }

    void add(final Health.Reason reason) {
        reasons.add(reason);
    }

    void hangs(final String what) {
        bad("operator", what, "take a thread dump of the process with jstack");
    }
}
