package org.framedock.deploy;

import java.util.List;

/** Service that tells what became of each file in the container's watched folders. */
public interface DeployStatus {

    /**
     * All files that lie in the watched folders now, jars first, each group in order of the file name. A jar that is
     * gone but whose bundle has not returned from its start or stop yet is listed, too. Safe on any thread; does not
     * block on a bundle that hangs.
     *
     * @return an immutable copy.
     */
    List<DeployedFile> files();
}
