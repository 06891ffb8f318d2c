package org.framedock.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The driver's TOML file with defaults filled in. Immutable; may be read from any thread. Accessors are named like the
 * keys, times are in nanoseconds. Environment variables override the file (C-1): {@code driver.control_stream_id} is
 * {@code DRIVER_CONTROL_STREAM_ID}.
 */
public final class DriverSettings {

    private final DriverSection driver;
    private final ShmSection shm;
    private final PolicySection policies;
    private final Map<String, Profile> profiles;
    private final Map<String, StreamEntry> streams;
    private final List<String> warnings;
    private final String origin;

    private DriverSettings(final SettingsReader file) throws SettingsFileException {
        origin = file.origin();
        driver = new DriverSection(file.table("driver"));
        shm = new ShmSection(file.table("shm"));
        profiles = ProfileTables.readProfiles(file);
        policies = new PolicySection(file.table("policies"), profiles);
        streams = ProfileTables.readStreams(file, profiles);
        if (file.isEmptyTable("streams") && !policies.allowDynamicStreams) {
            file.mistake("streams is missing: it has to be at least one table [streams.NAME] with stream_id and "
                + "profile, unless policies.allow_dynamic_streams is true");
        }
        checkStreamIds(file);
        warnings = file.conclude();
    }

    private void checkStreamIds(final SettingsReader file) {
        final StreamIdPlan plan = streamIdPlan();
        plan.checkRanges(file);
        plan.checkId(file, "driver.control_stream_id", driver.controlStreamId);
        if (driver.announceStreamId != driver.controlStreamId) {
            plan.checkId(file, "driver.announce_stream_id", driver.announceStreamId);
        }
        plan.checkId(file, "driver.qos_stream_id", driver.qosStreamId);
        for (final StreamEntry stream : streams.values()) {
            plan.checkId(file, "streams." + stream.name() + ".stream_id", stream.streamId());
        }
    }

    /**
     * Reads a file.
     *
     * @param file        the driver's TOML file.
     * @param environment variables that override it and are expanded in {@code driver.aeron_dir}; for a program,
     *                    {@link System#getenv()}.
     * @return the settings.
     * @throws SettingsFileException if the file cannot be read or holds mistakes; its message has all of them (C-3).
     */
    public static DriverSettings load(final Path file, final Map<String, String> environment)
        throws SettingsFileException {
        return of(SettingsReader.ofFile(file, environment));
    }

    /**
     * Reads a text, as {@link #load} reads a file.
     *
     * @param toml        the text.
     * @param origin      what messages name in the place of a file.
     * @param environment as for a file.
     * @return the settings.
     * @throws SettingsFileException as for a file.
     */
    public static DriverSettings parse(final String toml, final String origin, final Map<String, String> environment)
        throws SettingsFileException {
        return of(SettingsReader.ofText(toml, origin, environment));
    }

    private static DriverSettings of(final SettingsReader file) throws SettingsFileException {
        if (file.isEmpty()) {
            throw new SettingsFileException(List.of(file.origin()
                + " is empty: it has to have at least one [profiles.NAME] and one [streams.NAME]"));
        }
        return new DriverSettings(file);
    }

    StreamIdPlan streamIdPlan() {
        return new StreamIdPlan(driver);
    }

    /** The file these settings were read from, as messages name it. */
    public String origin() {
        return origin;
    }

    /** What works but deserves a line in the log, each naming file, key and value (W-4); immutable. */
    public List<String> warnings() {
        return warnings;
    }

    /** The profiles by name, in the order of the file, at least one; immutable ({@code profiles.NAME}). */
    public Map<String, Profile> profiles() {
        return profiles;
    }

    /** The streams by name, in the order of the file; immutable ({@code streams.NAME}). */
    public Map<String, StreamEntry> streams() {
        return streams;
    }

    /** Name of this driver in logs and counters ({@code driver.instance_id}). */
    public String instanceId() {
        return driver.instanceId;
    }

    /** Directory of the Aeron media driver, names expanded; empty means Aeron's default ({@code driver.aeron_dir}). */
    public String aeronDir() {
        return driver.aeronDir;
    }

    /** Aeron channel of the control stream, verbatim ({@code driver.control_channel}). */
    public String controlChannel() {
        return driver.controlChannel;
    }

    /** Aeron stream id of the control stream ({@code driver.control_stream_id}). */
    public int controlStreamId() {
        return driver.controlStreamId;
    }

    /** Aeron channel of announces, verbatim ({@code driver.announce_channel}). */
    public String announceChannel() {
        return driver.announceChannel;
    }

    /** Aeron stream id of announces; may be the control stream's ({@code driver.announce_stream_id}). */
    public int announceStreamId() {
        return driver.announceStreamId;
    }

    /** Aeron channel of QoS messages, verbatim ({@code driver.qos_channel}). */
    public String qosChannel() {
        return driver.qosChannel;
    }

    /** Aeron stream id of QoS messages ({@code driver.qos_stream_id}). */
    public int qosStreamId() {
        return driver.qosStreamId;
    }

    /** Protocol stream ids of dynamic streams (D-15), or null if there are none ({@code driver.stream_id_range}). */
    public IdRange streamIdRange() {
        return driver.streamIdRange;
    }

    /**
     * Aeron stream ids of per-consumer descriptor streams (D-15), or null ({@code
     * driver.descriptor_stream_id_range}).
     */
    public IdRange descriptorStreamIdRange() {
        return driver.descriptorStreamIdRange;
    }

    /** Aeron stream ids of per-consumer control streams (D-15), or null ({@code driver.control_stream_id_range}). */
    public IdRange controlStreamIdRange() {
        return driver.controlStreamIdRange;
    }

    /** Absolute directory under which region files lie (W-1; {@code shm.base_dir}). */
    public Path baseDir() {
        return shm.baseDir;
    }

    /** Name of one directory below it that sets drivers apart (W-1; {@code shm.namespace}). */
    public String namespace() {
        return shm.namespace;
    }

    /** Whether regions have to lie on hugetlbfs (W-31; {@code shm.require_hugepages}). */
    public boolean requireHugepages() {
        return shm.requireHugepages;
    }

    /** Page size in bytes, a power of two ({@code shm.page_size_bytes}). */
    public int pageSizeBytes() {
        return shm.pageSizeBytes;
    }

    /** Mode of region files as a number, 0660 by default, no bits for others (W-33; {@code shm.permissions_mode}). */
    public int permissionsMode() {
        return shm.permissionsMode;
    }

    /** Absolute directories that clients map regions from (W-30), at least one ({@code shm.allowed_base_dirs}). */
    public List<Path> allowedBaseDirs() {
        return shm.allowedBaseDirs;
    }

    /** Whether an attach may make a stream (D-4; {@code policies.allow_dynamic_streams}). */
    public boolean allowDynamicStreams() {
        return policies.allowDynamicStreams;
    }

    /** Profile of streams made by an attach; the file's first by default ({@code policies.default_profile}). */
    public Profile defaultProfile() {
        return policies.defaultProfile;
    }

    /** Nanoseconds from one announce to the next (W-21; {@code policies.announce_period_ms}). */
    public long announcePeriodNs() {
        return policies.announcePeriodNs;
    }

    /** Nanoseconds from one keepalive to the next (D-5; {@code policies.lease_keepalive_interval_ms}). */
    public long leaseKeepaliveIntervalNs() {
        return policies.leaseKeepaliveIntervalNs;
    }

    /** Keepalives missed until a lease expires (D-5; {@code policies.lease_expiry_grace_intervals}). */
    public int leaseExpiryGraceIntervals() {
        return policies.leaseExpiryGraceIntervals;
    }

    /** Whether region pages are touched when they are created ({@code policies.prefault_shm}). */
    public boolean prefaultShm() {
        return policies.prefaultShm;
    }

    /** Whether regions are locked into memory ({@code policies.mlock_shm}). */
    public boolean mlockShm() {
        return policies.mlockShm;
    }

    /**
     * Whether files found on disk are to be used again ({@code policies.reuse_existing_shm}). The key is accepted,
     * since files for other drivers carry it, and has no effect but a warning. Elsewhere it means that a file which
     * lies at the path of the new epoch is opened and not made anew; here a new epoch lies above every one on disk
     * (D-7), so there is none. Taking files of an older epoch instead, renamed and with a new superblock, would give a
     * new epoch memory that others may still have mapped: a producer that was stopped, or a camera that was abandoned
     * in the middle of a transfer, would write into live slots (W-22, W-29), and nobody can tell whether there is such
     * a mapping. Only a new file is known to have one writer.
     */
    public boolean reuseExistingShm() {
        return policies.reuseExistingShm;
    }

    /** Whether region files are removed at the driver's end ({@code policies.cleanup_shm_on_exit}). */
    public boolean cleanupShmOnExit() {
        return policies.cleanupShmOnExit;
    }

    /** Whether old epochs are deleted (D-16; {@code policies.epoch_gc_enabled}). */
    public boolean epochGcEnabled() {
        return policies.epochGcEnabled;
    }

    /** Newest epochs of a stream that are kept, the current one among them ({@code policies.epoch_gc_keep}). */
    public int epochGcKeep() {
        return policies.epochGcKeep;
    }

    /** Nanoseconds without activity before an epoch may go (D-16; {@code policies.epoch_gc_min_age_ns}). */
    public long epochGcMinAgeNs() {
        return policies.epochGcMinAgeNs;
    }

    /** Whether old epochs are looked for at start, too ({@code policies.epoch_gc_on_startup}). */
    public boolean epochGcOnStartup() {
        return policies.epochGcOnStartup;
    }

    /** Nanoseconds that draining may take at shutdown ({@code policies.shutdown_timeout_ms}). */
    public long shutdownTimeoutNs() {
        return policies.shutdownTimeoutNs;
    }

    /** Secret that a shutdown request has to bring (D-13); empty disables them ({@code policies.shutdown_token}). */
    public String shutdownToken() {
        return policies.shutdownToken;
    }
}
