package org.framedock.deploy.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

import org.framedock.deploy.probe.ProbeActivator;

/** Makes the jars that tests drop. */
final class BundleJar {

    private final Manifest manifest = new Manifest();

    private BundleJar() {
        header("Manifest-Version", "1.0");
    }

    /** A bundle with the probe as its activator. */
    static BundleJar of(final String symbolicName, final String version) {
        return new BundleJar()
            .header("Bundle-ManifestVersion", "2")
            .header("Bundle-SymbolicName", symbolicName)
            .header("Bundle-Version", version)
            .header("Bundle-Activator", ProbeActivator.class.getName())
            .header("Import-Package", "org.osgi.framework");
    }

    /** Sets a header, or removes it if the value is null. */
    BundleJar header(final String name, final String value) {
        if (value == null) {
            manifest.getMainAttributes().remove(new Attributes.Name(name));
        } else {
            manifest.getMainAttributes().putValue(name, value);
        }
        return this;
    }

    byte[] bytes() {
        return bytes(true);
    }

    /** The jar with a comment that brings it to a size. */
    byte[] bytes(final int sizeBytes) {
        final byte[] jar = bytes();
        final int comment = sizeBytes - jar.length;
        final byte[] padded = Arrays.copyOf(jar, sizeBytes);
        padded[jar.length - 2] = (byte)comment;
        padded[jar.length - 1] = (byte)(comment >> 8);
        return padded;
    }

    byte[] bytes(final boolean withManifest) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final String entry = ProbeActivator.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = withManifest ? new JarOutputStream(out, manifest) : new JarOutputStream(out);
            InputStream code = ProbeActivator.class.getResourceAsStream("/" + entry)) {
            jar.putNextEntry(new ZipEntry(entry));
            code.transferTo(jar);
            jar.putNextEntry(new ZipEntry("note.txt"));
            jar.write("a note".getBytes(StandardCharsets.UTF_8));
        } catch (final IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return out.toByteArray();
    }

    /** Puts the jar there in one step, as a careful tool does. */
    void moveTo(final Path file) throws IOException {
        final Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, bytes());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
