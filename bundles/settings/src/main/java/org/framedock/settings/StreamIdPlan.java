package org.framedock.settings;

import java.util.ArrayList;
import java.util.List;

/** The ranges of a driver beside the ids that are fixed: none may lie in another (D-15). */
final class StreamIdPlan {

    private record NamedRange(String key, IdRange range) {
    }

    private final List<NamedRange> ranges = new ArrayList<>();

    StreamIdPlan(final DriverSection driver) {
        add("driver.stream_id_range", driver.streamIdRange);
        add("driver.descriptor_stream_id_range", driver.descriptorStreamIdRange);
        add("driver.control_stream_id_range", driver.controlStreamIdRange);
    }

    private void add(final String key, final IdRange range) {
        if (range != null) {
            ranges.add(new NamedRange(key, range));
        }
    }

    /** Refuses ranges that have an id in common. */
    void checkRanges(final SettingsReader file) {
        for (int i = 0; i < ranges.size(); i++) {
            for (int k = i + 1; k < ranges.size(); k++) {
                final NamedRange left = ranges.get(i);
                final NamedRange right = ranges.get(k);
                if (left.range.overlaps(right.range)) {
                    file.mistake(left.key + " = " + left.range + " overlaps " + right.key + " = " + right.range
                        + ": the two have to have no id in common");
                }
            }
        }
    }

    /** Refuses a fixed id that lies in a range; an id that was refused as such is not looked at. */
    void checkId(final SettingsReader file, final String key, final long id) {
        if (file.isRefused(key)) {
            return;
        }
        for (final NamedRange range : ranges) {
            if (range.range.contains(id)) {
                file.mistake(range.key + " = " + range.range + " clashes with " + key + " = " + id
                    + ": the range has to leave this id out");
            }
        }
    }
}
