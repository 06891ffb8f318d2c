package org.framedock.page.door;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.framedock.operator.DriverView;
import org.framedock.operator.EventView;
import org.framedock.operator.Health;
import org.framedock.operator.LeaseView;
import org.framedock.operator.Operator;
import org.framedock.operator.ProcessView;
import org.framedock.operator.Snapshot;
import org.framedock.operator.StreamControl;
import org.framedock.operator.StreamView;

/** An operator's services that always say the same, and remember what they were asked. */
public final class TestOperator implements Operator, StreamControl {

    final List<String> asked = new ArrayList<>();
    Health health = new Health(Health.Level.READY, List.of());
    boolean isDone = true;

    /**
     * A stream.
     *
     * @param name  its name.
     * @param state its state.
     * @return the stream.
     */
    public static StreamView stream(final String name, final String state) {
        return new StreamView(name, name, 0, state, "NONE", "text of " + name, "pattern", "pattern",
            Map.of("rate_hz", "5"), false, "org.framedock.pattern 1", "", "UINT8 4x4", "UINT8", List.of(4, 4), "Mono8",
            16, 99.5, -1, 1234, Map.of("no_free_slot", 3L, "incomplete", 0L), 3, 0, 1, 2_500_000_000L, 0, 7, 1233, 64,
            1, 8, List.of(), 1, Map.of(), 5, 1);
    }

    @Override
    public Snapshot snapshot() {
        return new Snapshot(1_000, new ProcessView(1, ProcessView.Kind.CONTAINER, "/home", 0, 3_000_000_000L, "0.1.0",
            "17"), health, List.of(stream("cam1", "STREAMING"), stream("odd\"\\\nname", "IDLE")),
            List.of(new LeaseView(1, 1, "cam1", "CONSUMER", 9, -1, "", -1, 0, 0, 0, 7, 1200, 33, 4, 5, false)),
            List.of(), List.of(), List.of(), -1,
            new DriverView("d", "RUNNING", "", 0, "", "", "", "/dev/shm", 100, 200, -1, Map.of("attaches", 3L),
                List.of(new DriverView.LimitView("leases", 64, 2))),
            List.of(new EventView(1, EventView.Kind.STREAM, "cam1", "text")));
    }

    @Override
    public void findDevices() {
        asked.add("devices");
    }

    private Request answered(final String what) {
        asked.add(what);
        return () -> new Outcome(isDone, isDone ? "done" : "rate_hz = 'x' has to be a number");
    }

    @Override
    public Request start(final String stream) {
        return answered("start " + stream);
    }

    @Override
    public Request stop(final String stream) {
        return answered("stop " + stream);
    }

    @Override
    public Request swap(final String stream, final String kind, final Map<String, String> settings) {
        return answered("swap " + stream + " " + kind + " " + settings);
    }

    @Override
    public Request set(final String stream, final String key, final String value, final boolean save) {
        return answered("set " + stream + " " + key + "=" + value + " " + save);
    }
}
