package org.framedock.camera.aravis;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.framedock.source.DeviceUnavailableException;

/**
 * Which stream of this container has which camera, and by which names each camera was met. Any thread.
 *
 * <p>The container needs to know before a source starts whether another one has the same camera, whichever of its names
 * their configurations use; GigE Vision only says that somebody has it, and Aravis would open a camera twice where the
 * protocol has no lock.
 */
final class CameraUse {

    /** What keys of cameras begin with. */
    static final String KEY_PREFIX = "aravis:";
    /** Key of one of the cameras, not known yet which. */
    static final String SOME_CAMERA = KEY_PREFIX + "*";

    private final Map<String, String> keyOfName = new HashMap<>();
    private final Map<String, Holder> holderOfKey = new HashMap<>();

    /** A stream and whether it is about to give the camera back. */
    private static final class Holder {
        private final String stream;
        private boolean closing;

        Holder(final String stream) {
            this.stream = stream;
        }
    }

    /**
     * Key of the camera of a name.
     *
     * @param name what a configuration calls it.
     * @return the key, {@link #SOME_CAMERA} if no camera was met by this name.
     */
    synchronized String keyOf(final String name) {
        return keyOfName.getOrDefault(name, SOME_CAMERA);
    }

    /**
     * Whether any stream of this container has a camera, or is giving one back.
     *
     * @return false if all are free.
     */
    synchronized boolean isAnyTaken() {
        return !holderOfKey.isEmpty();
    }

    /**
     * Which stream has the camera of some names.
     *
     * @param names names of one camera.
     * @return the stream, null if none of this container has it.
     */
    synchronized String holderOf(final Collection<String> names) {
        for (final String name : names) {
            final Holder holder = holderOfKey.get(keyOf(name));
            if (holder != null) {
                return holder.stream;
            }
        }
        return null;
    }

    /**
     * Notes that a stream has opened a camera.
     *
     * @param camera what the camera says it is: vendor and serial number.
     * @param names  names by which it was met.
     * @param stream name of the stream.
     * @return the camera's key.
     * @throws DeviceUnavailableException if another stream has it.
     */
    synchronized String take(final String camera, final Collection<String> names, final String stream)
        throws DeviceUnavailableException {
        final String key = KEY_PREFIX + camera;
        for (final String name : names) {
            keyOfName.put(name, key);
        }
        final Holder holder = holderOfKey.get(key);
        if (holder != null) {
            throw new DeviceUnavailableException("camera " + camera + " is used by stream " + holder.stream);
        }
        holderOfKey.put(key, new Holder(stream));
        return key;
    }

    /** The camera of a key is going to be given back. */
    synchronized void closing(final String key) {
        holderOfKey.get(key).closing = true;
    }

    /** The camera of a key has been given back. */
    synchronized void release(final String key) {
        holderOfKey.remove(key);
        notifyAll();
    }

    /**
     * Waits until the cameras are closed that a stream is giving back, as its next source may want the same one.
     *
     * @param stream     name of the stream.
     * @param patienceMs how long to wait at most.
     */
    synchronized void awaitClosed(final String stream, final long patienceMs) {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMs);
        try {
            while (isClosing(stream)) {
                final long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
                if (leftMs <= 0) {
                    return;
                }
                wait(leftMs);
            }
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosing(final String stream) {
        return holderOfKey.values().stream().anyMatch(holder -> holder.closing && holder.stream.equals(stream));
    }
}
