package org.framedock.settings;

import java.nio.file.Path;
import java.util.List;

/** The keys of {@code [shm]}. */
final class ShmSection {

    private static final int OWNER_READ_WRITE = 0600;
    private static final int OTHERS = 0007;
    private static final int ALL_PERMISSIONS = 0777;

    final Path baseDir;
    final String namespace;
    final boolean requireHugepages;
    final int pageSizeBytes;
    final int permissionsMode;
    final List<Path> allowedBaseDirs;

    ShmSection(final TableReader table) {
        baseDir = table.directory("base_dir", Path.of("/dev/shm"));
        namespace = table.text("namespace", "default",
            "the name of one directory: letters, digits, '-', '_' and '.', without '/', blanks and '..'",
            text -> isDirectoryName(text) ? text : null);
        requireHugepages = table.flag("require_hugepages", false);
        pageSizeBytes = table.powerOfTwo("page_size_bytes", 4096, 4096);
        permissionsMode = table.text("permissions_mode", 0660,
            "the octal mode of the files as a text, with reading and writing for the owner and nothing for others "
                + "(W-33): \"660\" for a group, \"600\" for private use", ShmSection::toMode);
        allowedBaseDirs = table.directories("allowed_base_dirs", List.of(baseDir));
    }

    private static boolean isDirectoryName(final String text) {
        return !text.isEmpty() && text.length() <= 255 && !text.equals(".") && !text.contains("..")
            && text.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
                || c == '-' || c == '_' || c == '.');
    }

    private static Integer toMode(final String text) {
        if (text.length() < 3 || text.length() > 4 || !text.chars().allMatch(c -> c >= '0' && c <= '7')) {
            return null;
        }
        final int mode = Integer.parseInt(text, 8);
        final boolean accepted = (mode & OWNER_READ_WRITE) == OWNER_READ_WRITE && (mode & OTHERS) == 0
            && mode <= ALL_PERMISSIONS;
        return accepted ? mode : null;
    }
}
