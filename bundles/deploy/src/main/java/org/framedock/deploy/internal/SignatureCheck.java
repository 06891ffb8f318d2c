package org.framedock.deploy.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Looks whether a jar, as jarsigner signs it, is whole and all of it is signed by a trusted certificate. The JDK does
 * the verification; what is looked at besides is what it lets pass: entries without a signature, entries that are gone,
 * names that occur twice, signature files that cover only a part, a manifest whose headers nobody signed. Used by the
 * watcher thread only.
 */
final class SignatureCheck {

    private static final String SIGNATURE_FOLDER = "META-INF/";
    private static final String HEADERS_DIGEST = "-DIGEST-MANIFEST-MAIN-ATTRIBUTES";
    private static final String ACCEPTED = "; accepted is a jar as jarsigner has signed it";

    private final byte[] buffer;
    private final TrustedCertificates trusted;

    /**
     * For jars that are to be signed now.
     *
     * @param trusted who may have signed them.
     * @param buffer  to read through; its content is of no use afterwards.
     */
    SignatureCheck(final TrustedCertificates trusted, final byte[] buffer) {
        this.trusted = trusted;
        this.buffer = buffer;
    }

    /**
     * Checks every byte of a jar.
     *
     * @param copy the private copy that is to be installed.
     * @throws RefusedException if it is not signed by a trusted certificate, or was changed after it was signed.
     * @throws IOException      if it cannot be read as a jar.
     */
    void check(final Path copy) throws RefusedException, IOException {
        try (JarFile jar = new JarFile(copy.toFile(), true)) {
            final Set<String> names = names(jar);
            final Set<String> signatures = signatures(jar, names);
            final Manifest manifest = jar.getManifest();
            for (final JarEntry entry : Collections.list(jar.entries())) {
                checkEntry(jar, entry, signatures);
            }
            for (final Map.Entry<String, Attributes> section : manifest.getEntries().entrySet()) {
                if (!names.contains(section.getKey()) && hasDigest(section.getValue())) {
                    throw altered("its entry " + section.getKey() + " was signed and is missing");
                }
            }
        } catch (final SecurityException ex) {
            // The JDK names the digest or the signature that does not match, not always the entry.
            throw altered("it was altered after it was signed (" + ex.getMessage() + ")");
        }
    }

    private static Set<String> names(final JarFile jar) throws RefusedException {
        final Set<String> names = new HashSet<>();
        for (final JarEntry entry : Collections.list(jar.entries())) {
            final boolean isManifest = entry.getName().equalsIgnoreCase(JarFile.MANIFEST_NAME);
            if (!names.add(isManifest ? JarFile.MANIFEST_NAME : entry.getName())) {
                throw altered("its entry " + entry.getName() + " occurs twice");
            }
        }
        if (!names.contains(JarFile.MANIFEST_NAME)) {
            throw new RefusedException("it is not signed: it has no " + JarFile.MANIFEST_NAME + ACCEPTED);
        }
        return names;
    }

    /** Names of the signature files, without folder and suffix. */
    private static Set<String> signatures(final JarFile jar, final Set<String> names) throws RefusedException {
        final Set<String> signatures = new HashSet<>();
        final Set<String> blocks = new HashSet<>();
        for (final String name : names) {
            if (isSignatureFile(name)) {
                final boolean isList = name.toUpperCase(Locale.ROOT).endsWith(".SF");
                (isList ? signatures : blocks).add(baseName(name));
                if (isList) {
                    checkHeadersSigned(jar, name);
                }
            }
        }
        if (signatures.isEmpty() && blocks.isEmpty()) {
            throw new RefusedException("it is not signed" + ACCEPTED);
        }
        if (!signatures.equals(blocks)) {
            blocks.addAll(signatures);
            throw altered("its signature files do not belong together: each of " + blocks
                + " in META-INF/ has to have a .SF file and a .RSA, .DSA or .EC file");
        }
        return signatures;
    }

    private static void checkHeadersSigned(final JarFile jar, final String name) throws RefusedException {
        try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
            final boolean isSigned = new Manifest(in).getMainAttributes().keySet().stream()
                .anyMatch(key -> key.toString().toUpperCase(Locale.ROOT).endsWith(HEADERS_DIGEST));
            if (!isSigned) {
                throw new RefusedException("its signature " + name + " does not cover the headers of its manifest"
                    + ACCEPTED);
            }
        } catch (final IOException ex) {
            throw altered("its signature " + name + " is malformed (" + ex.getMessage() + ")");
        }
    }

    private void checkEntry(final JarFile jar, final JarEntry entry, final Set<String> signatures)
        throws RefusedException, IOException {
        final String name = entry.getName();
        try (InputStream in = jar.getInputStream(entry)) {
            int read = in.read(buffer);
            while (read >= 0) {
                if (read > 0 && entry.isDirectory()) {
                    throw altered("its folder entry " + name + " has content");
                }
                read = in.read(buffer);
            }
        } catch (final SecurityException ex) {
            throw altered("its entry " + name + " was altered after it was signed");
        }
        if (entry.isDirectory() || name.equals(JarFile.MANIFEST_NAME) || isSignatureFile(name)) {
            return;
        }
        final CodeSigner[] signers = entry.getCodeSigners();
        if (signers == null) {
            throw new RefusedException("its entry " + name + " is not signed, was added after signing, or is signed"
                + " only with an algorithm that this Java has disabled" + ACCEPTED);
        }
        if (signers.length < signatures.size()) {
            throw altered("its entry " + name + " is signed by only " + signers.length + " of the "
                + signatures.size() + " signatures in META-INF/");
        }
        trusted.check(signers);
    }

    private static boolean hasDigest(final Attributes section) {
        return section.keySet().stream().anyMatch(key -> key.toString().toUpperCase(Locale.ROOT).contains("-DIGEST"));
    }

    /** What jarsigner does not sign itself, since it is the signature. */
    private static boolean isSignatureFile(final String name) {
        return name.toUpperCase(Locale.ROOT).matches(SIGNATURE_FOLDER + "[^/]*\\.(SF|RSA|DSA|EC)");
    }

    private static String baseName(final String name) {
        return name.substring(SIGNATURE_FOLDER.length(), name.lastIndexOf('.')).toUpperCase(Locale.ROOT);
    }

    private static RefusedException altered(final String what) {
        return new RefusedException(what + ACCEPTED + ", unaltered");
    }
}
