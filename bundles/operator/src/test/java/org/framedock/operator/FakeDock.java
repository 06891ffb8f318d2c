package org.framedock.operator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.framedock.dock.Dock;
import org.framedock.dock.FrameLoss;
import org.framedock.dock.SourceOffer;
import org.framedock.dock.StreamDetail;
import org.framedock.dock.StreamFeed;
import org.framedock.dock.StreamState;
import org.framedock.dock.StreamStatus;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.SourceDevice;

/** A dock of one stream, cam1, that a test plays. */
public final class FakeDock implements Dock {

    public volatile StreamState state = StreamState.STREAMING;
    public volatile StreamDetail detail = StreamDetail.NONE;
    public volatile String text = "pattern, 100 Hz";
    public volatile long frames;
    public volatile long dropped;
    public volatile boolean settled = true;
    public volatile boolean inForce = true;
    public volatile String objection = "";
    public volatile Map<String, String> settings = new TreeMap<>(Map.of("rate_hz", "100"));
    public final List<String> calls = new ArrayList<>();

    @Override
    public List<StreamStatus> streams() {
        final Map<FrameLoss, Long> lost = new EnumMap<>(FrameLoss.class);
        for (final FrameLoss cause : FrameLoss.values()) {
            lost.put(cause, cause == FrameLoss.DEVICE_DROPPED ? dropped : 0L);
        }
        return List.of(new StreamStatus("cam1", "front", 10_001, "pattern", state, detail, text, frames, lost, 0, 0, 0,
            7, frames - 1));
    }

    @Override
    public boolean start(final String name) {
        calls.add("start " + name);
        return name.equals("cam1");
    }

    @Override
    public boolean stop(final String name) {
        calls.add("stop " + name);
        return name.equals("cam1");
    }

    @Override
    public boolean swap(final String name, final String kind, final Map<String, String> wanted) {
        calls.add("swap " + name + " " + kind + " " + new TreeMap<>(wanted));
        return name.equals("cam1");
    }

    @Override
    public List<StreamFeed> feeds() {
        return List.of(new StreamFeed("cam1", "pattern", settings, false, "pattern", "org.example 1.0.0", "dev:1",
            "UINT8", List.of(640, 1024), 655_360, 2, 8, 64, 3, Map.of("PixelFormat", "Mono8"), settled, inForce,
            objection));
    }

    @Override
    public List<SourceOffer> offers() {
        return List.of(new SourceOffer("broken", "org.broken", "1.0.0", 0),
            new SourceOffer("pattern", "org.example", "1.0.0", 1));
    }

    @Override
    public List<SourceDevice> devices(final String kind) throws DeviceUnavailableException {
        if (kind.equals("broken")) {
            throw new DeviceUnavailableException("no library");
        }
        return List.of(new SourceDevice("one", "dev:1", "Vendor One"), new SourceDevice("two", "dev:2", "Vendor Two"));
    }

    @Override
    public Map<String, String> devicesInUse() {
        return Map.of("dev:1", "cam1", "other:9", "cam9");
    }
}
