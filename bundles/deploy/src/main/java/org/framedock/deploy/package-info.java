/**
 * What the container says about its watched folders: which jar of deploy/ runs, which was refused and why, and the same
 * for the files of config/streams/ and for config/page.cfg.
 *
 * <p>The shell and other operator tools look up the service {@link org.framedock.deploy.DeployStatus}; they may call it
 * on any thread.
 */
@Export
@Version("1.0.0")
package org.framedock.deploy;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
