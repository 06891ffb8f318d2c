package org.framedock.systemtests;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A source plugin of the distribution under another version, name or kind, as a jar to be dropped into deploy/. */
final class PluginJar {

    private final Path original;
    private String version;
    private String symbolicName;
    private String kind;
    private String otherKind;

    private PluginJar(final Path original) {
        this.original = original;
    }

    /** The pattern plugin as it ships. */
    static PluginJar pattern() {
        return new PluginJar(Program.jar("sources", "framedock-pattern"));
    }

    /** The camera plugin as it ships. */
    static PluginJar aravis() {
        return new PluginJar(Program.jar("sources", "framedock-camera-aravis"));
    }

    PluginJar version(final String wanted) {
        version = wanted;
        return this;
    }

    /** Another bundle that offers another kind of source. */
    PluginJar as(final String wantedName, final String shippedKind, final String wantedKind) {
        symbolicName = wantedName;
        kind = shippedKind;
        otherKind = wantedKind;
        return this;
    }

    /** As an operator does: written under another name, then renamed. */
    void deployTo(final Path file) throws IOException {
        final Path part = file.resolveSibling(file.getFileName() + ".part");
        write(part);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void write(final Path file) throws IOException {
        try (JarFile jar = new JarFile(original.toFile())) {
            final Manifest manifest = jar.getManifest();
            if (version != null) {
                manifest.getMainAttributes().putValue("Bundle-Version", version);
            }
            if (symbolicName != null) {
                manifest.getMainAttributes().putValue("Bundle-SymbolicName", symbolicName);
            }
            try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream copy = new JarOutputStream(out, manifest)) {
                for (final ZipEntry entry : jar.stream().toList()) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        copy.putNextEntry(new ZipEntry(entry.getName()));
                        copy.write(content(jar, entry));
                    }
                }
            }
        }
    }

    private byte[] content(final JarFile jar, final ZipEntry entry) throws IOException {
        final byte[] bytes = jar.getInputStream(entry).readAllBytes();
        if (otherKind == null || !entry.getName().startsWith("OSGI-INF/")) {
            return bytes;
        }
        return new String(bytes, StandardCharsets.UTF_8)
            .replace("value=\"" + kind + "\"", "value=\"" + otherKind + "\"").getBytes(StandardCharsets.UTF_8);
    }
}
