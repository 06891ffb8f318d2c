package org.framedock.operator.component;

import java.time.Instant;
import org.framedock.operator.ProcessView;

/** What is known of this process. */
final class ThisProcess {

    private ThisProcess() {
    }

    static ProcessView view(final ProcessView.Kind kind, final String home, final String version) {
        final ProcessHandle self = ProcessHandle.current();
        final long startedMs = self.info().startInstant().map(Instant::toEpochMilli)
            .orElseGet(System::currentTimeMillis);
        return new ProcessView(self.pid(), kind, home, startedMs, 0, version, Runtime.version().toString());
    }
}
