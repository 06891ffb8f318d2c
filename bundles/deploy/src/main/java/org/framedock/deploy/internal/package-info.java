/**
 * Keeps the framework in step with deploy/, config/streams/ and config/page.cfg.
 *
 * <p>One watcher thread scans the folders and reads the files ({@code FolderWatcher}, {@code FolderEvents},
 * {@code FolderScanner}, {@code JarInspector}, {@code StreamFileKeeper}, {@code PageFileKeeper}). It never waits for a
 * bundle: each symbolic name has a worker thread of its own, alive only while there is something to do, that installs,
 * replaces, starts and uninstalls ({@code BundleKeeper} decides, {@code NamedBundle} acts). Declarative Services call
 * {@code DeployComponent}.
 */
package org.framedock.deploy.internal;
