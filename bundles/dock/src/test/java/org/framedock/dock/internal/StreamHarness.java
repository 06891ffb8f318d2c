package org.framedock.dock.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.framedock.dock.StreamDetail;
import org.framedock.dock.StreamState;
import org.framedock.source.FrameSourceFactory;
import org.osgi.framework.ServiceReference;

/** One stream's agent over fake ports and fake sources. */
final class StreamHarness implements AutoCloseable {

    static final String NAME = "cam1";
    static final String KIND = "fake";
    static final Timings FAST = new Timings(
        TimeUnit.SECONDS.toNanos(10), TimeUnit.SECONDS.toNanos(10),
        TimeUnit.MILLISECONDS.toNanos(2), TimeUnit.MILLISECONDS.toNanos(50),
        TimeUnit.SECONDS.toNanos(1));

    final FakeServices services = new FakeServices();
    final FakeFactory factory = new FakeFactory();
    final List<FakePort> ports = new CopyOnWriteArrayList<>();
    final DeviceClaims claims;
    final SourceRegistry registry;
    final StreamController controller;
    private final StreamAgent agent;

    StreamHarness(final StreamPlan plan, final Timings timings) {
        this(NAME, plan, timings, null);
    }

    private StreamHarness(
        final String name, final StreamPlan plan, final Timings timings, final DeviceClaims sharedClaims) {
        claims = sharedClaims == null ? new DeviceClaims(this::wakeUp) : sharedClaims;
        registry = new SourceRegistry(services.context, this::wakeUp, timings.stopTimeoutNs());
        controller = new StreamController(name, plan, registry, wiring -> {
            final FakePort port = new FakePort(wiring);
            ports.add(port);
            return port;
        }, claims, timings);
        agent = new StreamAgent(name, controller, IdleStrategies.of("backoff"), error -> { });
    }

    static StreamHarness start() {
        return start(FAST);
    }

    static StreamHarness start(final Timings timings) {
        final StreamHarness harness = new StreamHarness(plan(), timings);
        harness.agent.start();
        return harness;
    }

    /** A stream beside others, which share the devices. */
    static StreamHarness startBeside(final String name, final DeviceClaims sharedClaims) {
        final StreamHarness harness = new StreamHarness(name, plan(), FAST, sharedClaims);
        harness.agent.start();
        return harness;
    }

    void wakeUp() {
        if (controller != null) {
            controller.notes().wakeUp();
        }
    }

    static StreamPlan plan(final String... keysAndValues) {
        return plan(KIND, 1, keysAndValues);
    }

    static StreamPlan plan(final String kind, final long streamId, final String... keysAndValues) {
        final Map<String, String> settings = new TreeMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new StreamPlan(NAME, kind, true, 8, settings, wiring(streamId), null);
    }

    static StreamWiring wiring(final long streamId) {
        return new StreamWiring("cam" + streamId, streamId, new ClientWiring("test",
            "", "aeron:ipc", 1, "aeron:ipc", 1, "aeron:ipc", 2, "aeron:ipc", 3, List.of(Path.of("/dev/shm")), 1, 1, 1,
            4, false));
    }

    Offer offer(final FrameSourceFactory offered, final String kind, final int rank) {
        final ServiceReference<FrameSourceFactory> reference = services.offer(offered, kind, rank);
        return new Offer(reference, registry.addingService(reference));
    }

    Offer offer() {
        return offer(factory, KIND, 0);
    }

    void takeAway(final Offer offer) {
        registry.removedService(offer.reference, offer.handle);
    }

    FakePort port() {
        return ports.get(ports.size() - 1);
    }

    void await(final StreamState state, final StreamDetail detail) {
        Await.until(
            () -> controller.shown().state() == state && controller.shown().detail() == detail, controller::shown);
    }

    /** A source that has been polled, other than the given one. */
    FakeSource awaitStreaming(final FakeSource otherThan) {
        Await.until(() -> controller.shown().state() == StreamState.STREAMING && factory.newest() != otherThan
            && factory.newest() != null && factory.newest().polls > 0, controller::shown);
        return factory.newest();
    }

    void awaitFrames(final long frames) {
        final long wanted = controller.counters().published() + frames;
        Await.until(() -> controller.counters().published() >= wanted, () -> controller.counters().published());
    }

    void watchPoll(final long limitNs) {
        agent.watchPoll(limitNs);
    }

    void awaitText(final String part) {
        Await.until(() -> controller.shown().text().contains(part), controller::shown);
    }

    @Override
    public void close() {
        factory.startMayReturn.countDown();
        for (final FakeSource source : factory.made) {
            source.stopMayReturn.countDown();
        }
        controller.notes().close(TimeUnit.SECONDS.toNanos(1));
        agent.awaitEnd(System.nanoTime() + TimeUnit.SECONDS.toNanos(20));
    }

    /** A registered factory. */
    record Offer(ServiceReference<FrameSourceFactory> reference, FactoryHandle handle) {
    }
}
