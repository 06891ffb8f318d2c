package org.framedock.dock.internal;

import java.util.Dictionary;
import org.osgi.service.cm.ManagedServiceFactory;

/** Receives the streams' configurations from the Configuration Admin, on its thread. */
final class StreamConfigurations implements ManagedServiceFactory {

    private final StreamDirectory directory;
    private final long stopTimeoutNs;

    StreamConfigurations(final StreamDirectory directory, final long stopTimeoutNs) {
        this.directory = directory;
        this.stopTimeoutNs = stopTimeoutNs;
    }

    @Override
    public String getName() {
        return "Framedock streams";
    }

    @Override
    public void updated(final String pid, final Dictionary<String, ?> properties) {
        directory.update(pid, StreamConfiguration.of(pid, properties));
    }

    @Override
    public void deleted(final String pid) {
        directory.remove(pid, stopTimeoutNs);
    }
}
