package org.framedock.replay;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nom.tam.fits.Header;
import nom.tam.fits.HeaderCard;
import nom.tam.util.Cursor;
import org.framedock.source.SourceMetadata;

/** What the cards of a FITS header say of an image, beyond its shape. Stateless. */
final class FitsCards {

    private static final Set<String> OF_THE_FILE = Set.of(
        "SIMPLE", "XTENSION", "BITPIX", "NAXIS", "EXTEND", "PCOUNT", "GCOUNT", "CHECKSUM", "DATASUM", "END");
    private static final Set<String> OFFSET = Set.of("BSCALE", "BZERO");
    private static final Pattern AXIS = Pattern.compile("NAXIS[0-9]+");
    /** By convention the comment of a number begins with its unit. */
    private static final Pattern UNIT = Pattern.compile("^\\s*\\[([^\\]]+)]");
    /** As much as metadata of a stream holds, with room to spare. */
    private static final int MOST_CARDS = 200;
    private static final int MOST_CHARACTERS = 100;

    private FitsCards() {
    }

    /**
     * Whether the file's numbers are of the other signedness than FITS has for their size, told by an offset of half
     * their range: unsigned with 16 bits and more, signed with 8.
     */
    static boolean isOffsetBySign(final Header header, final int bits) {
        if (bits < 0 || header.getDoubleValue("BSCALE", 1) != 1) {
            return false;
        }
        final double half = Math.scalb(1.0, bits - 1);
        return header.getDoubleValue("BZERO", 0) == (bits == Byte.SIZE ? -half : half);
    }

    /**
     * The cards as metadata: the name is the instrument or the camera, numbers keep their units. Comments, and what
     * describes the file and not the image, are left out.
     *
     * @param header         of the image.
     * @param isOffsetBySign whether the frames hold the offset numbers already, so that nobody has to add BZERO.
     * @return the metadata.
     */
    static SourceMetadata metadata(final Header header, final boolean isOffsetBySign) {
        final SourceMetadata.Builder metadata = SourceMetadata.builder(
            cut(header.getStringValue("INSTRUME", header.getStringValue("CAMERA", "FITS replay"))),
            cut(header.getStringValue("OBJECT", header.getStringValue("TELESCOP", ""))));
        int cards = 0;
        for (final Cursor<String, HeaderCard> cursor = header.iterator(); cursor.hasNext() && cards < MOST_CARDS;) {
            final HeaderCard card = cursor.next();
            if (card.isKeyValuePair() && card.getValue() != null && isOfTheImage(card.getKey())
                && !(isOffsetBySign && OFFSET.contains(card.getKey()))) {
                put(metadata, card);
                cards++;
            }
        }
        return metadata.build();
    }

    private static boolean isOfTheImage(final String key) {
        return !key.isBlank() && !OF_THE_FILE.contains(key) && !AXIS.matcher(key).matches();
    }

    private static void put(final SourceMetadata.Builder metadata, final HeaderCard card) {
        final String value = card.getValue().strip();
        if (!card.isStringValue()) {
            try {
                if (card.isIntegerType()) {
                    metadata.number(card.getKey(), Long.parseLong(value), unit(card));
                    return;
                }
                if (card.isDecimalType()) {
                    metadata.number(card.getKey(), Double.parseDouble(value.replace('D', 'E')), unit(card));
                    return;
                }
            } catch (final NumberFormatException e) {
                // Too long for a number of ours: it is said as it stands.
            }
        }
        metadata.text(card.getKey(), cut(value));
    }

    private static String cut(final String text) {
        return text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
    }

    private static String unit(final HeaderCard card) {
        final Matcher unit = UNIT.matcher(card.getComment() == null ? "" : card.getComment());
        if (unit.find()) {
            return unit.group(1).strip();
        }
        return card.getKey().equals("EXPTIME") || card.getKey().equals("EXPOSURE") ? "s" : "";
    }
}
