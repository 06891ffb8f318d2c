package org.framedock.deploy.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * Copies a jar out of the watched folder and looks whether the copy is a whole, sound bundle that may be installed,
 * before the framework sees anything of it. The copy itself is installed later, so nothing can change in between.
 * Used by the watcher thread only.
 */
final class JarInspector {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path copies;
    private final InstallRules rules;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long nextCopy = 1;

    /**
     * With a private folder for the copies; what an earlier run left in it is deleted.
     *
     * @param copies made if it is not there; only the owner may enter it from now on.
     * @param rules  which jars may be installed at all.
     */
    JarInspector(final Path copies, final InstallRules rules) throws IOException {
        this.copies = copies;
        this.rules = rules;
        Files.createDirectories(copies);
        Files.setPosixFilePermissions(copies, PosixFilePermissions.fromString("rwx------"));
        try (DirectoryStream<Path> old = Files.newDirectoryStream(copies)) {
            for (final Path file : old) {
                Files.delete(file);
            }
        }
    }

    /**
     * Takes a private copy and inspects it.
     *
     * @return the jar, or nothing if the file changed while it was copied.
     * @throws RefusedException if it is not a bundle that this container accepts.
     */
    Optional<Jar> take(final Path file, final FileStamp stamp) throws RefusedException {
        if (!stamp.isReadable()) {
            throw unreadable(stamp.trouble());
        }
        final Path copy = copies.resolve(nextCopy++ + ".jar");
        Jar jar = null;
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            if (FileStamp.of(file).equals(stamp)) {
                jar = inspect(copy);
            }
        } catch (final IOException ex) {
            throw unreadable(FileStamp.describe(ex));
        } finally {
            if (jar == null) {
                delete(copy);
            }
        }
        return Optional.ofNullable(jar);
    }

    /** Whether jars that were refused may be accepted now, or the other way round. */
    boolean haveRulesChanged() {
        return rules.haveChanged();
    }

    /** Deletes a private copy. A copy that cannot be deleted now is deleted at the next start. */
    static void delete(final Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (final IOException ignored) {
            // Costs a little disk space until the next start, and nothing else.
        }
    }

    private static RefusedException unreadable(final String trouble) {
        return new RefusedException("it cannot be read: " + trouble + "; accepted is a readable jar file");
    }

    private Jar inspect(final Path copy) throws RefusedException {
        final Manifest manifest;
        try (ZipFile zip = new ZipFile(copy.toFile())) {
            checkEntries(zip);
            manifest = readManifest(zip);
            rules.check(copy, buffer);
        } catch (final IOException ex) {
            throw new RefusedException(
                "it is not a jar, or is cut short or damaged (" + ex.getMessage() + "); accepted is a whole jar file");
        }
        return readBundle(copy, manifest.getMainAttributes());
    }

    private void checkEntries(final ZipFile zip) throws IOException {
        for (final ZipEntry entry : Collections.list(zip.entries())) {
            final CRC32 crc = new CRC32();
            try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), crc)) {
                int read = in.read(buffer);
                while (read >= 0) {
                    read = in.read(buffer);
                }
            }
            if (entry.getCrc() != -1 && entry.getCrc() != crc.getValue()) {
                throw new IOException("wrong checksum of " + entry.getName());
            }
        }
    }

    private static Manifest readManifest(final ZipFile zip) throws IOException, RefusedException {
        final ZipEntry entry = zip.getEntry(JarFile.MANIFEST_NAME);
        if (entry == null) {
            throw new RefusedException(
                "it has no " + JarFile.MANIFEST_NAME + "; accepted is an OSGi bundle, whose manifest has"
                    + " Bundle-ManifestVersion: 2 and a Bundle-SymbolicName");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new Manifest(in);
        } catch (final IOException ex) {
            throw new RefusedException(
                "its manifest is broken (" + ex.getMessage() + "); accepted are lines of the form Name: value");
        }
    }

    private static Jar readBundle(final Path copy, final Attributes manifest) throws RefusedException {
        final List<ManifestClause> names;
        names = ManifestClause.parse(manifest.getValue(Constants.BUNDLE_SYMBOLICNAME));
        if (names.isEmpty()) {
            throw new RefusedException(
                "its manifest has no Bundle-SymbolicName; accepted is an OSGi bundle, not a plain jar");
        }
        final String name = names.get(0).names().get(0);
        if (!name.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*")) {
            throw new RefusedException("its Bundle-SymbolicName is '" + name
                + "'; accepted are letters, digits, '_' and '-', in parts separated by dots");
        }
        final String versionText = manifest.getValue(Constants.BUNDLE_VERSION);
        final Version version;
        try {
            version = Version.parseVersion(versionText);
        } catch (final IllegalArgumentException ex) {
            throw new RefusedException("its Bundle-Version is '" + versionText
                + "'; accepted is major.minor.micro.qualifier, the first three being numbers", name, "");
        }
        final String manifestVersion = manifest.getValue(Constants.BUNDLE_MANIFESTVERSION);
        if (manifestVersion == null || !manifestVersion.strip().equals("2")) {
            throw new RefusedException("its Bundle-ManifestVersion is " + (manifestVersion == null
                ? "missing" : "'" + manifestVersion + "'") + "; accepted is 2", name, version.toString());
        }
        final String host = manifest.getValue(Constants.FRAGMENT_HOST);
        if (host != null) {
            throw new RefusedException("it is a fragment of " + host
                + "; accepted is a bundle of its own, without Fragment-Host", name, version.toString());
        }
        try {
            return new Jar(copy, name, version, Needs.of(manifest));
        } catch (final IllegalArgumentException ex) {
            throw new RefusedException("its manifest asks for something malformed (" + ex.getMessage()
                + "); accepted are version ranges such as [1.2,2)", name, version.toString());
        }
    }
}
