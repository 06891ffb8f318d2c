package org.framedock.operator.model;

import io.aeron.AeronCounters;
import io.aeron.CncFileDescriptor;
import io.aeron.CommonContext;
import io.aeron.status.HeartbeatTimestamp;
import java.io.File;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.IoUtil;
import org.agrona.concurrent.status.CountersReader;
import org.framedock.transport.CounterGroup;
import org.framedock.transport.CounterType;

/**
 * The processes that are clients of the media driver, from its counters. Producers and consumers of Framedock have
 * counters of their own, whose key names stream, client and process. Of others the heartbeat has a name, perhaps
 * {@code NAME pid=N}, and the position of an exclusive publication tells whose session it is; other publications of one
 * channel are one for all clients, so that their session tells nothing. Read every two seconds while some lease has no
 * process. One thread.
 */
final class AeronClients {

    /** Who a client is. */
    record Program(String name, long pid) {

        static final Program UNKNOWN = new Program("", -1);
    }

    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(2);
    private static final int SESSION_ID_OFFSET = 8;
    private static final int STREAM_ID_OFFSET = 12;
    private static final long U32 = 0xFFFF_FFFFL;
    private static final String EXCLUSIVE = "(exclusive)";
    private static final Pattern NAMED = Pattern.compile("name=(.*?)(?: version=.*)?$");
    private static final Pattern WITH_PID = Pattern.compile("(?:(.*) )?pid=(\\d{1,10})");

    private final Map<Integer, Program> bySession = new HashMap<>();
    private final Map<Holder, Program> byHolder = new HashMap<>();
    private final Map<Long, Program> byPid = new LinkedHashMap<>();
    private boolean unnamed;
    private long dueNs = System.nanoTime();

    /** A producer or consumer, as the driver knows it. */
    private record Holder(long streamId, long clientId) {
    }

    /** A process that counts for a client, and the Aeron client that it does so by. */
    private record Teller(long pid, long aeronClientId) {
    }

    /** Who counts for a producer or consumer; unknown if nobody does, or more than one. */
    Program of(final long streamId, final long clientId) {
        return byHolder.getOrDefault(new Holder(streamId, clientId), Program.UNKNOWN);
    }

    /** Whether a process counts for some producer or consumer: what it holds is told by that. */
    boolean counts(final long pid) {
        return byHolder.values().stream().anyMatch(program -> program.pid() == pid);
    }

    /** Whose session it is, if it is one client's. */
    Program of(final int sessionId) {
        return bySession.getOrDefault(sessionId, Program.UNKNOWN);
    }

    /** Those that have told their process, by it. */
    Map<Long, Program> byPid() {
        return byPid;
    }

    /** Whether there are clients that have not told their process. */
    boolean hasUnnamed() {
        return unnamed;
    }

    /**
     * Reads the counters again if it is time to; whether it did.
     *
     * @param instance name of the driver: what belongs to another on the same media driver is none of ours.
     */
    boolean look(final String aeronDirectory, final int controlStreamId, final String instance, final long nowNs) {
        if (nowNs - dueNs < 0) {
            return false;
        }
        dueNs = nowNs + INTERVAL_NS;
        forget();
        try {
            if (!aeronDirectory.isEmpty()) {
                read(CommonContext.newCncFile(aeronDirectory), controlStreamId, instance);
            }
        } catch (final RuntimeException noMediaDriver) {
            forget();
        }
        return true;
    }

    private void forget() {
        bySession.clear();
        byHolder.clear();
        byPid.clear();
        unnamed = false;
    }

    private void read(final File file, final int controlStreamId, final String instance) {
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
            final Map<Long, Program> programs = new HashMap<>();
            final Map<Holder, Set<Teller>> tellers = new HashMap<>();
            counters.forEach((final int id, final int type, final DirectBuffer key, final String label) -> {
                if (type == AeronCounters.DRIVER_PUBLISHER_POS_TYPE_ID && label.contains(EXCLUSIVE)
                    && key.getInt(STREAM_ID_OFFSET) == controlStreamId) {
                    owners.put(key.getInt(SESSION_ID_OFFSET), counters.getCounterOwnerId(id));
                } else if (type == HeartbeatTimestamp.HEARTBEAT_TYPE_ID) {
                    programs.put(counters.getCounterRegistrationId(id), programOf(label));
                } else if ((type == CounterType.PRODUCER_PUBLISHED.typeId()
                    || type == CounterType.CONSUMER_FRAMES.typeId()) && isOf(instance, key)) {
                    tell(tellers, key, counters.getCounterOwnerId(id));
                }
            });
            tellers.forEach((holder, told) -> {
                for (final Teller teller : told) {
                    programs.computeIfPresent(teller.aeronClientId,
                        (client, program) -> new Program(program.name(), teller.pid));
                }
                if (told.size() == 1) {
                    final Teller teller = told.iterator().next();
                    byHolder.put(holder,
                        programs.getOrDefault(teller.aeronClientId, new Program("", teller.pid)));
                }
            });
            owners.forEach((session, client) ->
                bySession.put(session, programs.getOrDefault(client, Program.UNKNOWN)));
            for (final Program program : programs.values()) {
                if (program.pid() < 0) {
                    unnamed = true;
                } else {
                    byPid.put(program.pid(), program);
                }
            }
        } finally {
            BufferUtil.free(cnc);
        }
    }

    /** Clients need not know their driver's name, and then tell none. */
    private static boolean isOf(final String instance, final DirectBuffer key) {
        final String told = CounterGroup.instanceOf(key);
        return told.isEmpty() || told.equals(CounterGroup.inKey(instance));
    }

    /** Counters of a process that was killed stay for some seconds, while another may have taken its place. */
    private static void tell(final Map<Holder, Set<Teller>> tellers, final DirectBuffer key, final long aeronClientId) {
        final int pid = CounterGroup.pidOf(key);
        if (pid > 0 && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
            final Holder holder = new Holder(
                key.getInt(CounterGroup.STREAM_ID_OFFSET, ByteOrder.LITTLE_ENDIAN) & U32,
                key.getInt(CounterGroup.CLIENT_ID_OFFSET, ByteOrder.LITTLE_ENDIAN) & U32);
            tellers.computeIfAbsent(holder, unknown -> new HashSet<>()).add(new Teller(pid, aeronClientId));
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
