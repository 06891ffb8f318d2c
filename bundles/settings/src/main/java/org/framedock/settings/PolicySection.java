package org.framedock.settings;

import java.util.Map;

/** The keys of {@code [policies]}. */
final class PolicySection {

    final boolean allowDynamicStreams;
    final Profile defaultProfile;
    final long announcePeriodNs;
    final long leaseKeepaliveIntervalNs;
    final int leaseExpiryGraceIntervals;
    final boolean prefaultShm;
    final boolean mlockShm;
    final boolean reuseExistingShm;
    final boolean cleanupShmOnExit;
    final boolean epochGcEnabled;
    final int epochGcKeep;
    final long epochGcMinAgeNs;
    final boolean epochGcOnStartup;
    final long shutdownTimeoutNs;
    final String shutdownToken;

    PolicySection(final TableReader table, final Map<String, Profile> profiles) {
        allowDynamicStreams = table.flag("allow_dynamic_streams", false);
        defaultProfile = defaultProfile(table, profiles);
        announcePeriodNs = table.millis("announce_period_ms", 1000, 1);
        leaseKeepaliveIntervalNs = table.millis("lease_keepalive_interval_ms", 1000, 1);
        leaseExpiryGraceIntervals = table.integer("lease_expiry_grace_intervals", 3, 1, 1_000_000);
        prefaultShm = table.flag("prefault_shm", true);
        mlockShm = table.flag("mlock_shm", false);
        reuseExistingShm = table.flag("reuse_existing_shm", false);
        cleanupShmOnExit = table.flag("cleanup_shm_on_exit", false);
        epochGcEnabled = table.flag("epoch_gc_enabled", true);
        epochGcKeep = table.integer("epoch_gc_keep", 2, 1, 1_000_000);
        epochGcMinAgeNs = table.nanos("epoch_gc_min_age_ns", 3 * announcePeriodNs, 0);
        epochGcOnStartup = table.flag("epoch_gc_on_startup", false);
        shutdownTimeoutNs = table.millis("shutdown_timeout_ms", 2000, 0);
        shutdownToken = table.secret("shutdown_token", "");
    }

    private static Profile defaultProfile(final TableReader table, final Map<String, Profile> profiles) {
        final String accepted = "the name of a profile; " + ProfileTables.names(profiles);
        final String name = table.text("default_profile", null, accepted);
        if (name == null) {
            return profiles.isEmpty() ? null : profiles.values().iterator().next();
        }
        if (!profiles.containsKey(name)) {
            table.refuse("default_profile", accepted);
        }
        return profiles.get(name);
    }
}
