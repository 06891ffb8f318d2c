package org.framedock.operator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The driver.
 *
 * @param instanceId           its name in its settings; empty before they are read.
 * @param state                a {@code org.framedock.driver.DriverStatus.State}; {@code MISSING} if the process has no
 *                             driver.
 * @param detail               in words.
 * @param uptimeNs             nanoseconds since it started.
 * @param settings             file that its settings were read from.
 * @param mediaDriver          which media driver serves it.
 * @param aeronDirectory       directory of the media driver.
 * @param sharedMemory         directory of its region files.
 * @param usedBytes            sum of the sizes of the files in it; -1 while it is not known.
 * @param freeBytes            what the file system of that directory has left; -1 while it is not known.
 * @param totalBytes           size of that file system; -1 while it is not known.
 * @param counters             what was counted since the start, by name.
 * @param limits               what it takes on at most.
 */
public record DriverView(
    String instanceId, String state, String detail, long uptimeNs, String settings, String mediaDriver,
    String aeronDirectory, String sharedMemory, long usedBytes, long freeBytes, long totalBytes,
    Map<String, Long> counters, List<LimitView> limits) {

    /** Copies lists and maps. */
    public DriverView {
        counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
        limits = List.copyOf(limits);
    }

    /**
     * What the driver takes on at most of one thing.
     *
     * @param name    of what, in lower case.
     * @param value   how many.
     * @param refused requests refused for it since the start.
     */
    public record LimitView(String name, long value, long refused) {
    }
}
