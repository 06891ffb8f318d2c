package org.framedock.dock.internal;

import org.framedock.client.Metadata;
import org.framedock.source.FrameFormat;
import org.framedock.source.FrameSource;
import org.framedock.source.SourceMetadata;
import org.framedock.source.SourceSettings;

/** A source from its making to its end, with its plugin's calls and what was lent to it. Stream's thread only. */
final class LiveSource {

    /** How far a source has come. */
    enum Stage {
        /** Its create is under way. */
        MAKING,
        /** It was made and not started. */
        MADE,
        /** Its start is under way. */
        STARTING,
        /** It was started and is not polled yet. */
        READY,
        /** It is polled. */
        POLLED,
        /** Its stop is under way. */
        STOPPING
    }

    final FactoryHandle factory;
    final StreamPlan plan;
    private final PluginCalls calls;
    private Stage stage = Stage.MAKING;
    /** Written by create's call, and the device by start's too; read when that call is done. */
    private FrameSource source;
    private String device;
    /** Null until slots are lent. */
    private LentSlots slots;
    private SlotTable table;
    private LentContext context;
    private Ending trouble;
    private Ending ending;
    private boolean unwanted;
    private boolean replacing;
    private long streamingSinceNs;

    /** Of a factory that {@link FactoryHandle#tryUse} has admitted. */
    LiveSource(final FactoryHandle factory, final StreamPlan plan, final LifecycleThread lifecycle) {
        this.factory = factory;
        this.plan = plan;
        this.calls = new PluginCalls(lifecycle);
    }

    boolean serves(final StreamPlan wanted, final FactoryHandle best) {
        return factory == best && (plan == wanted || plan.equals(wanted));
    }

    Stage stage() {
        return stage;
    }

    /** The calls that are or were made of it. */
    PluginCalls calls() {
        return calls;
    }

    /** The group of the threads that it has started in its calls. */
    ThreadGroup threads() {
        return calls.threads();
    }

    void beginMaking(final long nowNs) {
        calls.create(nowNs, () -> {
            final FrameSource made = factory.factory().create(new SourceSettings(plan.settings()));
            device = made == null ? null : made.device();
            source = made;
        });
    }

    /** Whether create's call, that is done, has made a source. */
    boolean wasMade() {
        if (source != null) {
            stage = Stage.MADE;
        }
        return source != null;
    }

    void beginStart(
        final long nowNs, final StreamPort port, final SlotTable slotTable, final StreamCounters counters,
        final Runnable wakeUp) {
        stage = Stage.STARTING;
        table = slotTable;
        slots = new LentSlots(port, slotTable, plan.slotsLent(), counters);
        context = new LentContext(plan.stream(), slots, counters, wakeUp);
        calls.start(nowNs, () -> {
            source.start(context);
            device = source.device();
        }, () -> source.stop());
    }

    void started() {
        stage = Stage.READY;
    }

    void beginPolling(final long nowNs) {
        stage = Stage.POLLED;
        streamingSinceNs = nowNs;
        context.beginPolling(SourceMetadata.builder(plan.kind(), factory.bundle()).build());
    }

    int poll() {
        context.beginPoll();
        return source.poll();
    }

    /** For how long its last poll has said that nothing is due. */
    long restNs(final long nowNs) {
        return context.restNs(nowNs);
    }

    void beginStop(final long nowNs, final Ending why, final long timeoutNs) {
        stage = Stage.STOPPING;
        ending = why;
        calls.stop(nowNs, () -> source.stop(), timeoutNs);
    }

    /** Why it is being stopped. */
    Ending ending() {
        return ending;
    }

    /** What it uses alone, or null. */
    String device() {
        return device;
    }

    /** Of its last frame, null before the first one. */
    FrameFormat format() {
        return slots == null ? null : slots.lastFormat();
    }

    /** What it has said of itself, null if nothing. Any thread once it is polled. */
    Metadata metadata() {
        return context == null ? null : context.saidOrOfItsKind();
    }

    /** Whether the two may want the same device, so that they cannot run beside each other. */
    boolean excludes(final LiveSource other) {
        return DeviceClaims.mayBeSame(device, other.device);
    }

    /** Whether what was lent still is what the stream has; true if nothing was lent yet. */
    boolean holds(final SlotTable current) {
        return table == null || table == current;
    }

    /** Whether it is polled, and nothing speaks against it. */
    boolean isPolling() {
        return stage == Stage.POLLED && trouble() == null;
    }

    /** Whether it was polled for as long as a steady source is. */
    boolean wasSteady(final long nowNs, final long steadyNs) {
        return stage == Stage.POLLED && nowNs - streamingSinceNs >= steadyNs;
    }

    /** The first trouble counts. */
    void trouble(final Ending why) {
        if (trouble == null) {
            trouble = why;
        }
    }

    /** Why it has to end, or null. */
    Ending trouble() {
        if (trouble == null && context != null && context.deviceLost() != null) {
            trouble = Ending.deviceLost(context.deviceLost());
        }
        return trouble;
    }

    /** Nobody waits any more for what it is to become. */
    void becomeUnwanted() {
        unwanted = true;
    }

    boolean isUnwanted() {
        return unwanted;
    }

    /** Another source was stopped to make room for it. */
    void replaceAnother() {
        replacing = true;
    }

    boolean isReplacing() {
        return replacing;
    }

    String description() {
        return context == null ? "" : context.description();
    }

    /** Takes the slots back and lets go of factory and thread. */
    void end() {
        if (slots != null) {
            slots.close();
        }
        calls.close();
        factory.release();
    }
}
