package org.framedock.camera.aravis;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** The part of Aravis that moves buffers, told by a test what to hand back. A buffer's address is its slot + 1. */
final class ScriptedAravis {

    /** What a buffer says of itself. */
    private static final class Buffer {
        private int status;
        private long sizeBytes;
        private long frameId;
        private long arrivalNs;
        private long deviceNs;
    }

    private final Map<Long, Buffer> buffers = new HashMap<>();
    private final ArrayDeque<Long> done = new ArrayDeque<>();
    private final List<Integer> pushed = new ArrayList<>();
    private long underruns;
    private long frames;

    /** Slots pushed so far, in order. */
    List<Integer> pushed() {
        return pushed;
    }

    /** Hands a slot back as a frame that arrived some time ago. */
    void fill(final int slot, final int status, final long sizeBytes, final long frameId, final long ageNs) {
        final Buffer buffer = buffers.get(slot + 1L);
        buffer.status = status;
        buffer.sizeBytes = sizeBytes;
        buffer.frameId = frameId;
        // No two frames arrive at the same time, however fast the test is.
        buffer.arrivalNs = System.currentTimeMillis() * 1_000_000L - ageNs - ++frames;
        done.add(slot + 1L);
    }

    /** What the device's clock says of the frame in a slot; 0 unless this is called. */
    void stamp(final int slot, final long deviceNs) {
        buffers.get(slot + 1L).deviceNs = deviceNs;
    }

    /** Hands a slot back untouched. */
    void giveBack(final int slot) {
        done.add(slot + 1L);
    }

    void underruns(final long packets) {
        underruns = packets;
    }

    Aravis library() {
        return (Aravis)Proxy.newProxyInstance(Aravis.class.getClassLoader(), new Class<?>[] {Aravis.class},
            (proxy, method, args) -> call(method.getName(), args));
    }

    private Object call(final String function, final Object[] args) {
        return switch (function) {
            case "arvBufferNewFull" -> {
                final long address = buffers.size() + 1L;
                buffers.put(address, new Buffer());
                yield address;
            }
            case "arvStreamPushBuffer" -> {
                pushed.add((int)((long)args[1] - 1));
                yield null;
            }
            case "arvStreamTryPopBuffer" -> done.isEmpty() ? 0L : done.poll();
            case "arvBufferGetStatus" -> buffers.get(args[0]).status;
            case "arvBufferGetFrameId" -> buffers.get(args[0]).frameId;
            case "arvBufferGetSystemTimestamp" -> buffers.get(args[0]).arrivalNs;
            case "arvBufferGetTimestamp" -> buffers.get(args[0]).deviceNs;
            case "arvBufferGetData" -> {
                Pointer.wrap(Runtime.getSystemRuntime(), (long)args[1]).putLong(0, buffers.get(args[0]).sizeBytes);
                yield 0L;
            }
            case "arvStreamGetStatistics" -> {
                Pointer.wrap(Runtime.getSystemRuntime(), (long)args[3]).putLong(0, underruns);
                yield null;
            }
            case "gGetRealTime" -> System.currentTimeMillis() * 1_000L;
            default -> throw new UnsupportedOperationException(function);
        };
    }
}
