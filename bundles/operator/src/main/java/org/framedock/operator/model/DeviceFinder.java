package org.framedock.operator.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.framedock.dock.Dock;
import org.framedock.dock.SourceOffer;
import org.framedock.operator.DeviceView;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.SourceDevice;

/** Looks for devices when asked to, on a thread that plugins may hold up. Any thread. */
final class DeviceFinder {

    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile List<DeviceView> found = List.of();
    private volatile long askedMs = -1;

    void find(final Dock dockOrNull) {
        if (dockOrNull == null || !underWay.compareAndSet(false, true)) {
            return;
        }
        final Thread thread = new Thread(() -> {
            try {
                found = ask(dockOrNull);
            } finally {
                askedMs = System.currentTimeMillis();
                underWay.set(false);
            }
        }, "framedock-operator-devices");
        thread.setDaemon(true);
        thread.start();
    }

    private static List<DeviceView> ask(final Dock dock) {
        final Set<String> kinds = new LinkedHashSet<>();
        dock.offers().stream().map(SourceOffer::kind).forEach(kinds::add);
        final List<DeviceView> views = new ArrayList<>();
        for (final String kind : kinds) {
            try {
                final List<SourceDevice> devices = dock.devices(kind);
                for (final SourceDevice device : devices == null ? List.<SourceDevice>of() : devices) {
                    views.add(new DeviceView(kind, device.id(), device.key(), device.description(), "", ""));
                }
            } catch (final DeviceUnavailableException e) {
                views.add(new DeviceView(kind, "", "", "", "", String.valueOf(e.getMessage())));
            }
        }
        return views;
    }

    long askedMs() {
        return askedMs;
    }

    /** What was found, and beside it what is in use without having been found. */
    List<DeviceView> list(final Map<String, String> inUse) {
        final Map<String, String> unseen = new TreeMap<>(inUse);
        final List<DeviceView> views = new ArrayList<>();
        for (final DeviceView device : found) {
            final String user = unseen.remove(device.key());
            views.add(new DeviceView(device.kind(), device.id(), device.key(), device.description(),
                user == null ? "" : user, device.problem()));
        }
        unseen.forEach((key, stream) ->
            views.add(new DeviceView(key.replaceFirst(":.*", ""), "", key, "", stream, "")));
        return views;
    }
}
