package org.framedock.protocol;

/**
 * How a message is put together: a block, at most one group, then var data.
 *
 * @param templateId       of the message.
 * @param blockLength      bytes of the block.
 * @param groupBlockLength bytes of the block of a group's entry, -1 if there is no group.
 * @param groupDataCount   var data in a group's entry.
 * @param dataCount        var data after the group.
 */
record MessageShape(int templateId, int blockLength, int groupBlockLength, int groupDataCount, int dataCount) {

    private static final int NO_GROUP = -1;

    static MessageShape of(final int templateId, final int blockLength, final int dataCount) {
        return new MessageShape(templateId, blockLength, NO_GROUP, 0, dataCount);
    }

    boolean hasGroup() {
        return groupBlockLength != NO_GROUP;
    }
}
