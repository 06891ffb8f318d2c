package org.framedock.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import nom.tam.fits.Header;
import nom.tam.util.FitsFile;
import org.framedock.source.DeviceUnavailableException;
import org.framedock.source.ElementType;
import org.framedock.source.FrameFormat;
import org.framedock.source.SourceMetadata;

/**
 * Reads the headers of a FITS file: where its images lie, their shape, and what the file says of them. The images are
 * those of the primary header and of IMAGE extensions with two axes, or with three, which is a row of images; other
 * extensions are passed over. Rows stay in the order of the file. A BSCALE and BZERO that do more than tell unsigned
 * numbers are left to whoever reads the frames; they are in the metadata.
 */
final class FitsFileReader {

    /** Held here: a logger that nobody holds forgets its level. */
    private static final Logger LIBRARY_LOG = Logger.getLogger("nom.tam");
    private static final int MOST_AXES = 3;
    private static final Set<Integer> BITS = Set.of(8, 16, 32, 64, -32, -64);

    private final Path file;
    private final long sizeBytes;
    private final Map<SourceMetadata, SourceMetadata> knownMetadata;
    private final List<FrameRun> runs = new ArrayList<>();

    static {
        // What it says of a malformed file, with a stack trace, is said here in one line.
        LIBRARY_LOG.setLevel(Level.OFF);
    }

    /**
     * For one file.
     *
     * @param file          to be read.
     * @param sizeBytes     its size.
     * @param knownMetadata what other files said; equal metadata is one object, so that a change is seen at once.
     */
    FitsFileReader(
        final Path file, final long sizeBytes, final Map<SourceMetadata, SourceMetadata> knownMetadata) {
        this.file = file;
        this.sizeBytes = sizeBytes;
        this.knownMetadata = knownMetadata;
    }

    /**
     * The file's images in order.
     *
     * @return at least one run.
     * @throws DeviceUnavailableException if it is no FITS file, is cut short, or holds no image that makes a frame.
     */
    List<FrameRun> runs() throws DeviceUnavailableException {
        try (FitsFile in = new FitsFile(file.toFile(), "r")) {
            long at = 0;
            do {
                in.seek(at);
                final Header header = header(in, at);
                final long dataAt = in.getFilePointer();
                addImages(header, at, dataAt);
                // Both are whole blocks; a size that makes no sense must not lead back.
                at = dataAt + Math.max(0, header.getDataSize());
            } while (at < sizeBytes);
        } catch (final IOException e) {
            throw RecordingFinder.unavailable(file, e);
        }
        if (runs.isEmpty()) {
            throw refused("holds no image: it has to have one with two or three axes");
        }
        return List.copyOf(runs);
    }

    private Header header(final FitsFile in, final long at) throws DeviceUnavailableException {
        try {
            return new Header(in);
        } catch (final IOException | RuntimeException e) {
            throw refused((at == 0 ? "is no FITS file" : "is damaged") + ": no whole FITS header begins at byte " + at
                + " of " + sizeBytes);
        }
    }

    private void addImages(final Header header, final long at, final long dataAt) throws DeviceUnavailableException {
        final int axes = header.getIntValue("NAXIS");
        if (header.getBooleanValue("ZIMAGE", false)) {
            throw refused("holds a compressed image: it has to be uncompressed, as funpack does it");
        }
        final String kind = header.getStringValue("XTENSION", "IMAGE").strip();
        if (!kind.equals("IMAGE") || axes == 0 || header.getBooleanValue("GROUPS", false)) {
            return;
        }
        final String where = "image at byte " + at;
        if (axes == 1 || axes > MOST_AXES) {
            throw refused(where + " has NAXIS = " + axes + ": it has to be 2, or 3 for a row of images");
        }
        final long columns = axis(header, where, 1);
        final long rows = axis(header, where, 2);
        final long frames = axes == MOST_AXES ? axis(header, where, MOST_AXES) : 1;
        final int bits = header.getIntValue("BITPIX");
        if (!BITS.contains(bits)) {
            throw refused(where + " has BITPIX = " + bits + ": it has to be 8, 16, 32, 64, -32 or -64");
        }
        if (columns * rows * frames == 0) {
            return;
        }
        final boolean isOffsetBySign = FitsCards.isOffsetBySign(header, bits);
        final FrameFormat format = format(elementType(bits, isOffsetBySign), rows, columns, where);
        final long availableBytes = Math.max(0, sizeBytes - dataAt);
        if (frames > availableBytes / format.payloadBytes()) {
            throw refused(where + " is cut short: its header tells of " + frames + " x " + format.payloadBytes()
                + " bytes, and " + availableBytes + " follow");
        }
        runs.add(new FrameRun(dataAt, frames, format,
            new SampleConversion(Math.abs(bits) / Byte.SIZE, isOffsetBySign),
            knownMetadata.computeIfAbsent(FitsCards.metadata(header, isOffsetBySign), metadata -> metadata)));
    }

    private long axis(final Header header, final String where, final int number) throws DeviceUnavailableException {
        final long size = header.getLongValue("NAXIS" + number, -1);
        if (size < 0 || size > Integer.MAX_VALUE) {
            throw refused(where + " has NAXIS" + number + " = " + header.getLongValue("NAXIS" + number, -1)
                + ": it has to be a whole number from 0 to " + Integer.MAX_VALUE);
        }
        return size;
    }

    private FrameFormat format(final ElementType type, final long rows, final long columns, final String where)
        throws DeviceUnavailableException {
        try {
            return FrameFormat.of(type, (int)rows, (int)columns);
        } catch (final IllegalArgumentException e) {
            throw refused(where + " makes no frame: " + e.getMessage());
        }
    }

    private static ElementType elementType(final int bits, final boolean isOffsetBySign) {
        switch (bits) {
            case 8:
                return isOffsetBySign ? ElementType.INT8 : ElementType.UINT8;
            case 16:
                return isOffsetBySign ? ElementType.UINT16 : ElementType.INT16;
            case 32:
                return isOffsetBySign ? ElementType.UINT32 : ElementType.INT32;
            case 64:
                return isOffsetBySign ? ElementType.UINT64 : ElementType.INT64;
            case -32:
                return ElementType.FLOAT32;
            default:
                return ElementType.FLOAT64;
        }
    }

    private DeviceUnavailableException refused(final String what) {
        return new DeviceUnavailableException(file + (what.startsWith("image") ? ": " : " ") + what);
    }
}
