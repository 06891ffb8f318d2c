package org.framedock.camera.bgapi2.library;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that polls plug events ten times a second, with the library held and without waiting inside it. */
final class PlugWatch {

    private static final Logger LOG = LoggerFactory.getLogger(PlugWatch.class);
    private static final long PERIOD_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int MOST_EVENTS = 64;
    private static final long REMOVED = 0;

    private final Bgapi2Library library;
    private final Bgapi2 functions;
    private final List<Long> interfaces;
    private final long event;
    private final Removal removal;
    private final Cells cells = new Cells(1);
    private final Thread thread;
    /** Written with the library held. */
    private volatile boolean ended;

    /** Told of devices that are gone, with the library held. */
    interface Removal {

        void onRemoved(long transport, String id, String serial);
    }

    /**
     * Begins to watch.
     *
     * @param library    to be held.
     * @param interfaces open, with events that are polled.
     * @param event      room for one event, valid until {@link #end}.
     * @param removal    told of devices that are gone.
     */
    PlugWatch(final Bgapi2Library library, final List<Long> interfaces, final long event, final Removal removal) {
        this.library = library;
        this.functions = library.functions();
        this.interfaces = interfaces;
        this.event = event;
        this.removal = removal;
        thread = new Thread(this::run, "bgapi2-plug-events");
        thread.setDaemon(true);
        thread.start();
    }

    /** Touches nothing from now on. With the library held. */
    void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!ended) {
            LockSupport.parkNanos(this, PERIOD_NS);
            try (Bgapi2Library.Hold held = library.hold("polling plug events")) {
                for (final long transport : interfaces) {
                    poll(transport);
                }
            } catch (final Bgapi2Exception busy) {
                LOG.debug("plug events not polled: {}", busy.getMessage());
            }
        }
    }

    private void poll(final long transport) throws Bgapi2Exception {
        for (int i = 0; i < MOST_EVENTS && !ended; i++) {
            if (functions.interfaceGetPnPEvent(transport, event, 0) != Results.SUCCESS) {
                return;
            }
            library.check(functions.pnPEventGetPnPType(event, cells.address(0)), "reading a plug event");
            final boolean gone = cells.number(0) == REMOVED;
            final String serial =
                library.text((room, length) -> functions.pnPEventGetSerialNumber(event, room, length));
            final String id = library.text((room, length) -> functions.pnPEventGetID(event, room, length));
            LOG.info("camera {} ({}) was {}", serial, id, gone ? "unplugged" : "plugged in");
            if (gone) {
                removal.onRemoved(transport, id, serial);
            }
        }
    }
}
