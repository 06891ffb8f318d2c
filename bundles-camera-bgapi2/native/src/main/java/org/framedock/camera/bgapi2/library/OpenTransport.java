package org.framedock.camera.bgapi2.library;

import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Systems and interfaces while they are open, and the watch over their plug events. Used with the library held. */
final class OpenTransport {

    private static final Logger LOG = LoggerFactory.getLogger(OpenTransport.class);
    private static final long UPDATE_MS = 1_000;
    private static final int EVENTS_OFF = 0;
    private static final int EVENTS_POLLED = 1;

    private final Bgapi2Library library;
    private final Bgapi2 functions;
    private final List<Long> systemsGot = new ArrayList<>();
    private final List<Long> systemsOpen = new ArrayList<>();
    private final List<Long> interfaces = new ArrayList<>();
    private long event;
    private PlugWatch watch;

    private OpenTransport(final Bgapi2Library library) {
        this.library = library;
        this.functions = library.functions();
    }

    /**
     * Opens whatever can be opened.
     *
     * @param library      whose systems they are.
     * @param producerPath folder with the transport layers, empty for those that are installed.
     * @param removal      told of devices that are gone.
     * @return with one interface at least.
     * @throws Bgapi2Exception if there is none; nothing is left open then.
     */
    static OpenTransport open(
        final Bgapi2Library library, final String producerPath, final PlugWatch.Removal removal)
        throws Bgapi2Exception {
        final OpenTransport transport = new OpenTransport(library);
        boolean opened = false;
        try {
            transport.openSystems(producerPath);
            transport.watchPlugs(removal);
            opened = true;
            return transport;
        } finally {
            if (!opened) {
                transport.close();
            }
        }
    }

    private void openSystems(final String producerPath) throws Bgapi2Exception {
        final Cells cells = new Cells(1);
        if (producerPath.isEmpty()) {
            library.check(functions.updateSystemList(), "looking for transport layers");
        } else {
            library.check(functions.updateSystemListFromPath(producerPath),
                "looking for transport layers in " + producerPath);
        }
        library.check(functions.getNumSystems(cells.address(0)), "counting transport layers");
        final int count = cells.count(0);
        Bgapi2Exception failure = new Bgapi2Exception("no transport layer is installed, or none has an interface", 0);
        for (int i = 0; i < count; i++) {
            try {
                openSystem(i, cells);
            } catch (final Bgapi2Exception unusable) {
                // One of several transport layers may lack its hardware.
                failure = unusable;
                LOG.info("{}: transport layer {} is not used: {}", library.name(), i, unusable.getMessage());
            }
        }
        if (interfaces.isEmpty()) {
            throw failure;
        }
    }

    private void openSystem(final int index, final Cells cells) throws Bgapi2Exception {
        library.check(functions.getSystem(index, cells.address(0)), "looking at a transport layer");
        final long system = cells.number(0);
        systemsGot.add(system);
        library.check(functions.systemOpen(system), "opening a transport layer");
        systemsOpen.add(system);
        library.check(functions.systemUpdateInterfaceList(system, cells.address(0), UPDATE_MS),
            "looking for interfaces");
        library.check(functions.systemGetNumInterfaces(system, cells.address(0)), "counting interfaces");
        final int count = cells.count(0);
        for (int i = 0; i < count; i++) {
            library.check(functions.systemGetInterface(system, i, cells.address(0)), "looking at an interface");
            final long found = cells.number(0);
            final int result = functions.interfaceOpen(found);
            if (result == Results.SUCCESS) {
                interfaces.add(found);
            } else {
                LOG.info("{}: interface {} is not used: {}", library.name(), i, library.explain(result));
            }
        }
    }

    private void watchPlugs(final PlugWatch.Removal removal) {
        final Cells cells = new Cells(1);
        final int result = functions.createPnPEvent(cells.address(0));
        if (result != Results.SUCCESS) {
            LOG.info("{}: no plug events, a camera that is gone is noticed by its silence: {}", library.name(),
                library.explain(result));
            return;
        }
        event = cells.number(0);
        final List<Long> telling = new ArrayList<>();
        for (final long transport : interfaces) {
            if (functions.interfaceSetPnPEventMode(transport, EVENTS_POLLED) == Results.SUCCESS) {
                telling.add(transport);
            }
        }
        watch = new PlugWatch(library, telling, event, removal);
    }

    /** Handles of the interfaces. */
    List<Long> interfaces() {
        return interfaces;
    }

    /** Closes everything, whatever fails. */
    void close() {
        if (watch != null) {
            watch.end();
            for (final long transport : interfaces) {
                functions.interfaceSetPnPEventMode(transport, EVENTS_OFF);
            }
        }
        if (event != 0) {
            warn(functions.releasePnPEvent(event), "releasing an event");
        }
        for (final long transport : interfaces) {
            warn(functions.interfaceClose(transport), "closing an interface");
        }
        for (final long system : systemsOpen) {
            warn(functions.systemClose(system), "closing a transport layer");
        }
        for (final long system : systemsGot) {
            warn(functions.releaseSystem(system), "releasing a transport layer");
        }
    }

    private void warn(final int result, final String doing) {
        if (result != Results.SUCCESS) {
            LOG.warn("{}: {}: {}", library.name(), doing, library.explain(result));
        }
    }
}
