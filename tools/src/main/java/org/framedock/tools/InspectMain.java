package org.framedock.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.CloseHelper;
import org.framedock.memory.AllowedDirectories;
import org.framedock.memory.MappedStream;
import org.framedock.memory.MemoryFault;
import org.framedock.memory.RegionMapper;
import org.framedock.memory.RegionRefusedException;
import org.framedock.memory.RegionUri;
import org.framedock.memory.StreamRegions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program {@code inspect}: what lies in region files, of a live stream or of a run that has ended. Reads only. */
@Command(name = "inspect", description = "Show the superblock and the slots of region files, of a live stream or of a"
    + " run that has ended. Reads only.")
public final class InspectMain extends Tool {

    private static final String ALL = "all";
    private static final String DEFAULT_SLOTS = "8";
    private static final int MAX_DIGITS = 9;

    @Parameters(paramLabel = "FILE_OR_URI", description = "A region's file, its shm:file URI, an epoch's directory, or"
        + " a stream's directory for its newest epoch.")
    private String named;

    @Option(names = "--slots", paramLabel = "N|all", defaultValue = DEFAULT_SLOTS,
        description = "Used slots shown, the newest first. Default: " + DEFAULT_SLOTS + ".")
    private String slots;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    InspectMain() {
    }

    /**
     * Runs the program on the calling thread.
     *
     * @param args the arguments.
     * @return exit code: 0, 1 if a file cannot be read or is no sound region, 2 if an argument is wrong.
     */
    public static int run(final String[] args) {
        return new InspectMain().runUntilDone(args);
    }

    /**
     * What the command line accepts.
     *
     * @return its specification, for help and completion.
     */
    public static CommandSpec commandSpec() {
        return specOf(new InspectMain());
    }

    @Override
    public Integer call() throws Exception {
        if (!slots.equals(ALL) && (!slots.matches("[0-9]+") || slots.length() > MAX_DIGITS)) {
            throw ToolException.usage("--slots '" + Shown.text(slots) + "' has to be a whole number or all");
        }
        final RegionPlace place = RegionPlace.of(named);
        final List<RegionFileView> regions = new ArrayList<>();
        boolean isSound = true;
        try {
            for (final Path file : place.files()) {
                try {
                    regions.add(RegionFileView.open(file));
                } catch (final ToolException e) {
                    isSound = false;
                    err().println(e.getMessage());
                }
            }
            isSound &= show(regions, place.others());
        } finally {
            CloseHelper.quietCloseAll(regions);
        }
        return isSound ? OK : FAILURE;
    }

    private boolean show(final List<RegionFileView> regions, final List<String> otherEpochs) throws ToolException {
        final List<Object> shown = new ArrayList<>();
        boolean isSound = true;
        for (final RegionFileView region : regions) {
            isSound &= region.fault() == null;
            final Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("file", region.path().toString());
            entry.put("lengthBytes", region.lengthBytes());
            entry.put("superblock", region.fields());
            entry.put("fault", region.fault());
            if (!json) {
                printRegion(region);
            }
            if (region.fault() == null && region.isHeaderRing()) {
                entry.put("slots", slots(region, regions));
            }
            shown.add(entry);
        }
        if (json) {
            final Map<String, Object> all = new LinkedHashMap<>();
            all.put("regions", shown);
            all.put("otherEpochs", otherEpochs);
            out().println(Json.of(all));
        } else if (!otherEpochs.isEmpty()) {
            out().println("other epochs: " + String.join(" ", otherEpochs));
        }
        return isSound;
    }

    private void printRegion(final RegionFileView region) {
        out().println(region.path() + " (" + region.lengthBytes() + " bytes)");
        region.fields().forEach((name, value) -> out().println("  " + name + " " + value + remark(region, name)));
        if (region.fault() != null) {
            out().println("  not sound: " + region.fault());
        }
    }

    private static String remark(final RegionFileView region, final String field) {
        final long nowNs = System.nanoTime();
        return switch (field) {
            case "pid" -> ProcessHandle.of(region.pid()).isPresent() ? " (runs)" : " (no such process)";
            case "startTimestampNs" -> ago(nowNs - region.startTimestampNs());
            case "activityTimestampNs" -> region.activityTimestampNs() == 0 ? " (never)"
                : ago(nowNs - region.activityTimestampNs());
            default -> "";
        };
    }

    private static String ago(final long ageNs) {
        return ageNs < 0 ? " (ahead of this machine's clock: from before it was started anew, or of another clock)"
            : " (" + Shown.span(ageNs) + " ago)";
    }

    private List<Object> slots(final RegionFileView ring, final List<RegionFileView> regions) throws ToolException {
        final int count = slots.equals(ALL) ? ring.spec().slotCount() : Integer.parseInt(slots);
        final List<Object> views = new ArrayList<>();
        final List<String> why = new ArrayList<>();
        try (MappedStream stream = map(ring, regions, why)) {
            final List<SlotView> newest = new SlotReader(ring, stream).newest(count);
            if (!json) {
                why.forEach(reason -> out().println("  headers are not checked: " + reason));
                if (newest.isEmpty()) {
                    out().println(count == 0 ? "  no slots shown" : "  no slot was ever used");
                }
                newest.forEach(slot -> out().println("  " + slot.line(System.nanoTime())));
            }
            newest.forEach(slot -> views.add(slot.json()));
        } catch (final IOException e) {
            throw ToolException.failure(ring.path() + " cannot be read any more: " + Shown.reason(e));
        } catch (final InternalError owed) {
            if (!MemoryFault.isOne(owed)) {
                throw owed;
            }
            throw ToolException.failure(ring.path() + " or a pool beside it was shortened while it was read");
        }
        return views;
    }

    /** The whole epoch as a consumer would map it, whatever its age; null with a reason if that cannot be. */
    private static MappedStream map(
        final RegionFileView ring, final List<RegionFileView> regions, final List<String> why) throws ToolException {
        final List<RegionFileView> beside = new ArrayList<>();
        final boolean isAlone = regions.size() == 1;
        try {
            final List<StreamRegions.Pool> pools = new ArrayList<>();
            final Path directory = ring.path().toAbsolutePath().getParent();
            for (final RegionFileView region : isAlone ? beside(directory, beside) : regions) {
                if (!region.isHeaderRing() && region.fault() == null
                    && region.spec().epoch() == ring.spec().epoch()) {
                    pools.add(new StreamRegions.Pool(region.spec().poolId(), region.spec().slotCount(),
                        region.spec().strideBytes(), uri(region.path())));
                }
            }
            final StreamRegions all = new StreamRegions(ring.spec().streamId(), ring.spec().epoch(),
                ring.spec().slotCount(), uri(ring.path()), pools);
            final RegionMapper mapper =
                new RegionMapper(AllowedDirectories.of(List.of(directory)), Long.MAX_VALUE);
            return MappedStream.map(all, mapper, false, System.nanoTime());
        } catch (final RegionRefusedException e) {
            why.add(Shown.text(e.getMessage()));
            return null;
        } finally {
            CloseHelper.quietCloseAll(beside);
        }
    }

    private static List<RegionFileView> beside(final Path directory, final List<RegionFileView> opened)
        throws ToolException {
        for (final Path file : RegionPlace.of(directory.toString()).files()) {
            try {
                opened.add(RegionFileView.open(file));
            } catch (final ToolException noRegion) {
                // Then it is not among those that are needed, or mapping says so.
                continue;
            }
        }
        return opened;
    }

    private static String uri(final Path file) {
        return new RegionUri(file.toAbsolutePath().toString(), false).format();
    }
}
