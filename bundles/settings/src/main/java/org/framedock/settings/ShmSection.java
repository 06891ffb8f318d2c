package org.framedock.settings;

import java.nio.file.Path;
import java.util.List;

/** The keys of {@code [shm]}. */
final class ShmSection {

    private static final int OWNER_READ_WRITE = 0600;
    private static final int OTHERS = 0007;
    private static final int ALL_PERMISSIONS = 0777;

    private static final String ACCEPTED_NAMESPACES =
        "the name of one directory: letters, digits, '-', '_' and '.', without '/', blanks and '..'";
    private static final String ACCEPTED_MODES = "the octal mode of the files as a text, with reading and writing for "
        + "the owner and nothing for others (W-33): \"660\" for a group, \"600\" for private use";

    final Path baseDir;
    final String namespace;
    final boolean requireHugepages;
    final int pageSizeBytes;
    final int permissionsMode;
    final List<Path> allowedBaseDirs;

    ShmSection(final TableReader table) {
        baseDir = table.directory("base_dir", Path.of("/dev/shm"));
        namespace = table.text("namespace", "default", ACCEPTED_NAMESPACES);
        if (!Forms.isDirectoryName(namespace)) {
            table.refuse("namespace", ACCEPTED_NAMESPACES);
        }
        requireHugepages = table.flag("require_hugepages", false);
        pageSizeBytes = table.powerOfTwo("page_size_bytes", 4096, 4096);
        permissionsMode = mode(table);
        allowedBaseDirs = table.directories("allowed_base_dirs", List.of(baseDir));
    }

    private static int mode(final TableReader table) {
        final String name = "permissions_mode";
        final Integer mode = Forms.toMode(table.text(name, "660", ACCEPTED_MODES));
        if (mode == null || (mode & OWNER_READ_WRITE) != OWNER_READ_WRITE || (mode & OTHERS) != 0
            || mode > ALL_PERMISSIONS) {
            table.refuse(name, ACCEPTED_MODES);
            return OWNER_READ_WRITE;
        }
        return mode;
    }
}
