/**
 * Keeps the framework in step with deploy/ and config/streams/.
 *
 * <p>One watcher thread scans both folders and reads the files ({@code FolderWatcher}, {@code FolderEvents},
 * {@code FolderScanner}, {@code JarInspector}, {@code StreamFileKeeper}). It never waits for a bundle: each symbolic
 * name has a worker thread of its own, alive only while there is something to do, that installs, replaces, starts and
 * uninstalls ({@code BundleKeeper} decides, {@code NamedBundle} acts). Declarative Services call
 * {@code DeployComponent}.
 */
package org.framedock.deploy.internal;
