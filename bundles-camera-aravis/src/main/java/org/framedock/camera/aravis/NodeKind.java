package org.framedock.camera.aravis;

/** What can be written into a node of a camera. */
enum NodeKind {
    /** One of several names. */
    ENUMERATION,
    /** True or false. */
    BOOLEAN,
    /** Nothing: it is executed. */
    COMMAND,
    /** A whole number. */
    INTEGER,
    /** A number. */
    FLOAT,
    /** A text. */
    STRING,
    /** Nothing, as of a category or a register. */
    NONE;

    /**
     * Kind of a node.
     *
     * @param aravis library.
     * @param node   ArvGcNode.
     * @return the kind.
     */
    static NodeKind of(final Aravis aravis, final long node) {
        // An enumeration and a boolean are integers, too, and the former is a string besides: so they are asked first.
        if (is(aravis, node, aravis.arvGcEnumerationGetType())) {
            return ENUMERATION;
        } else if (is(aravis, node, aravis.arvGcBooleanGetType())) {
            return BOOLEAN;
        } else if (is(aravis, node, aravis.arvGcCommandGetType())) {
            return COMMAND;
        } else if (is(aravis, node, aravis.arvGcFloatGetType())) {
            return FLOAT;
        } else if (is(aravis, node, aravis.arvGcIntegerGetType())) {
            return INTEGER;
        } else if (is(aravis, node, aravis.arvGcStringGetType())) {
            return STRING;
        }
        return NONE;
    }

    private static boolean is(final Aravis aravis, final long node, final long type) {
        return aravis.gTypeCheckInstanceIsA(node, type) != 0;
    }
}
