package org.framedock.deploy.internal;

import java.nio.file.Path;

/** Takes the changes of one folder. Called by the watcher thread only, and must not wait for a bundle. */
interface FolderHandler {

    /** Whether every file is to be given again, changed or not. Asked before each scan. */
    default boolean wantsAll() {
        return false;
    }

    /** A file is new or being written; it is left alone until it has settled. */
    void unsettled(String name);

    /**
     * A file is new or has other content.
     *
     * @return false if the file changed again while it was read: it is reported once more when it has settled.
     */
    boolean changed(String name, Path file, FileStamp stamp);

    /** A file is gone. */
    void removed(String name);

    /** All changes of this scan were given. Called after every scan of a folder that could be listed. */
    void scanned();
}
