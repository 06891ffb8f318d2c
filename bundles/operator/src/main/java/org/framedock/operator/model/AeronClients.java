package org.framedock.operator.model;

import io.aeron.AeronCounters;
import io.aeron.CncFileDescriptor;
import io.aeron.CommonContext;
import io.aeron.status.HeartbeatTimestamp;
import java.io.File;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.IoUtil;
import org.agrona.concurrent.status.CountersReader;

/**
 * Which process an Aeron session belongs to, from the media driver's counters: the position of a publication names
 * session and client, the heartbeat of a client has its name, and our programs name themselves {@code NAME pid=N}. Read
 * when leases have changed, at most once a second. One thread.
 */
final class AeronClients {

    /** Who a client is. */
    record Program(String name, long pid) {

        static final Program UNKNOWN = new Program("", -1);
    }

    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int SESSION_ID_OFFSET = 8;
    private static final int STREAM_ID_OFFSET = 12;
    private static final Pattern NAMED = Pattern.compile("name=(.*?)(?: version=.*)?$");
    private static final Pattern WITH_PID = Pattern.compile("(?:(.*) )?pid=(\\d{1,10})");

    private final Map<Integer, Program> bySession = new HashMap<>();
    private long dueNs = System.nanoTime();
    private String readFrom = "";

    Program of(final int sessionId) {
        return bySession.getOrDefault(sessionId, Program.UNKNOWN);
    }

    /** Reads the counters if a session is not known yet. */
    void look(final String aeronDirectory, final int controlStreamId, final Iterable<Integer> sessions,
        final long nowNs) {
        boolean unknown = !aeronDirectory.equals(readFrom);
        for (final Integer session : sessions) {
            unknown |= !bySession.containsKey(session);
        }
        if (!unknown || aeronDirectory.isEmpty() || nowNs - dueNs < 0) {
            return;
        }
        dueNs = nowNs + INTERVAL_NS;
        readFrom = aeronDirectory;
        bySession.clear();
        try {
            read(aeronDirectory, controlStreamId);
        } catch (final RuntimeException noMediaDriver) {
            bySession.clear();
        }
    }

    private void read(final String aeronDirectory, final int controlStreamId) {
        final File file = CommonContext.newCncFile(aeronDirectory);
        if (file.length() == 0) {
            return;
        }
        final MappedByteBuffer cnc = IoUtil.mapExistingFile(file, FileChannel.MapMode.READ_ONLY, "counters");
        try {
            final DirectBuffer head = CncFileDescriptor.createMetaDataBuffer(cnc);
            CncFileDescriptor.checkVersion(head.getInt(CncFileDescriptor.cncVersionOffset(0)));
            final CountersReader counters = new CountersReader(
                CncFileDescriptor.createCountersMetaDataBuffer(cnc, head),
                CncFileDescriptor.createCountersValuesBuffer(cnc, head));
            final Map<Integer, Long> owners = new HashMap<>();
            final Map<Long, String> names = new HashMap<>();
            counters.forEach((final int id, final int type, final DirectBuffer key, final String label) -> {
                if (type == AeronCounters.DRIVER_PUBLISHER_POS_TYPE_ID
                    && key.getInt(STREAM_ID_OFFSET) == controlStreamId) {
                    owners.put(key.getInt(SESSION_ID_OFFSET), counters.getCounterOwnerId(id));
                } else if (type == HeartbeatTimestamp.HEARTBEAT_TYPE_ID) {
                    names.put(counters.getCounterRegistrationId(id), label);
                }
            });
            owners.forEach((session, client) -> bySession.put(session, programOf(names.get(client))));
        } finally {
            BufferUtil.free(cnc);
        }
    }

    /** From the label of a client's heartbeat. */
    static Program programOf(final String labelOrNull) {
        final Matcher named = NAMED.matcher(labelOrNull == null ? "" : labelOrNull);
        if (!named.find()) {
            return Program.UNKNOWN;
        }
        final String name = named.group(1).strip();
        final Matcher withPid = WITH_PID.matcher(name);
        return withPid.matches()
            ? new Program(withPid.group(1) == null ? "" : withPid.group(1), Long.parseLong(withPid.group(2)))
            : new Program(name, -1);
    }
}
