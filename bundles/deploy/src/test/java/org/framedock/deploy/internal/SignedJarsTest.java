package org.framedock.deploy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.framedock.deploy.DeployedFile;
import org.framedock.deploy.DeployedFile.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which jars are installed where certificates are pinned, or anybody may write a folder. */
class SignedJarsTest {

    private static final String FINGERPRINT = "SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}";

    @TempDir
    private static Path keys;
    private static Signer lab;
    private static Signer stranger;

    @TempDir
    private Path folder;
    private TestContainer container;
    private Path trusted;

    @BeforeAll
    static void makeKeys() throws IOException {
        lab = new Signer(keys, "lab");
        stranger = new Signer(keys, "stranger");
    }

    @BeforeEach
    void start() throws Exception {
        container = new TestContainer(folder);
        trusted = container.home.resolve("config/trusted");
    }

    @AfterEach
    void stop() throws Exception {
        container.close();
    }

    private static byte[] jar(final String name) {
        return BundleJar.of(name, "1.0.0").bytes();
    }

    private void drop(final String name, final byte[] bytes) throws IOException {
        Files.write(container.deploy.resolve(name), bytes);
    }

    private String refusal(final String name, final byte[] bytes, final String part) throws IOException {
        drop(name, bytes);
        final DeployedFile file = container.await("deploy/" + name, State.REFUSED, part);
        return file.reason();
    }

    /** The entries of a jar by name, in order. */
    private static Map<String, byte[]> entries(final byte[] jar) throws IOException {
        final Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }

    private static byte[] zip(final Map<String, byte[]> entries) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (final Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    /** The jar with one entry of another content; null takes it out. */
    private static byte[] with(final byte[] jar, final String name, final byte[] content) throws IOException {
        final Map<String, byte[]> entries = entries(jar);
        if (content == null) {
            entries.remove(name);
        } else {
            entries.put(name, content);
        }
        return zip(entries);
    }

    @Test
    @DisplayName("with a pinned certificate, only what its owner signed starts; strangers are named by fingerprint")
    void shouldStartOnlyWhatATrustedKeySigned() throws Exception {
        lab.certificate(trusted.resolve("lab.pem"));
        container.watch();
        drop("good.jar", lab.sign(jar("probe.good")));
        container.awaitRunning("probe.good", "1.0.0");
        final String reason = refusal("strange.jar", stranger.sign(jar("probe.strange")), "CN=stranger");
        assertTrue(reason.matches("it is signed by CN=stranger, " + FINGERPRINT + ", which is not in " + trusted
            + "; accepted: CN=lab, " + FINGERPRINT), reason);
        refusal("plain.jar", jar("probe.plain"), "it is not signed; accepted is a jar as jarsigner has signed it");
        assertEquals(1, container.logged("only jars are installed that are signed by: CN=lab, SHA-256 ").size());

        stranger.certificate(trusted.resolve("stranger.pem"));
        container.awaitRunning("probe.strange", "1.0.0");
        assertEquals(1, TestContainer.starts("probe.good"), "what runs already is left alone");
        drop("both.jar", stranger.sign(lab.sign(jar("probe.both"))));
        container.awaitRunning("probe.both", "1.0.0");

        Files.delete(trusted.resolve("lab.pem"));
        container.await("deploy/good.jar", State.REFUSED, "CN=lab");
        assertEquals("1.0.0", TestContainer.running("probe.good"), "what runs goes on until the container ends");
    }

    @Test
    @DisplayName("entries that were altered, added, removed or doubled after signing are named")
    void shouldRefuseWhatWasChangedAfterSigning() throws Exception {
        lab.certificate(trusted.resolve("lab.pem"));
        container.watch();
        final byte[] signed = lab.sign(jar("probe.a"));
        final byte[] other = "another note".getBytes(StandardCharsets.UTF_8);

        refusal("altered.jar", with(signed, "note.txt", other),
            "its entry note.txt was altered after it was signed; accepted is a jar as jarsigner has signed it");
        refusal("added.jar", with(signed, "evil.txt", other), "its entry evil.txt is not signed, was added");
        refusal("services.jar", with(signed, "META-INF/services/evil", other), "its entry META-INF/services/evil is");
        refusal("removed.jar", with(signed, "note.txt", null), "its entry note.txt was signed and is missing");
        refusal("folder.jar", with(signed, "evil/", other), "its folder entry evil/ has content");
        refusal("sig.jar", with(signed, "META-INF/SIG-EVIL", other), "its entry META-INF/SIG-EVIL is not signed");

        final String headers = new String(entries(signed).get("META-INF/MANIFEST.MF"), StandardCharsets.UTF_8);
        refusal("headers.jar", with(signed, "META-INF/MANIFEST.MF", headers.replace("Bundle-Version: 1.0.0",
            "Bundle-Version: 1.0.1").getBytes(StandardCharsets.UTF_8)), "it was altered after it was signed (");
        final byte[] more =
            (headers + "Name: evil.txt\r\nSHA-256-Digest: AAAA\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        refusal("section.jar", with(with(signed, "META-INF/MANIFEST.MF", more), "evil.txt", other), "evil.txt");
        refusal("manifests.jar", with(signed, "meta-inf/manifest.mf", other), "meta-inf/manifest.mf occurs twice");

        refusal("list.jar", with(signed, "META-INF/LAB.SF", null), "its signature files do not belong together");
        refusal("block.jar", with(signed, "META-INF/LAB.EC", null), "its signature files do not belong together");
        refusal("pair.jar", with(with(signed, "META-INF/EVIL.SF", other), "META-INF/EVIL.EC", other), "EVIL");
        final String list = new String(entries(signed).get("META-INF/LAB.SF"), StandardCharsets.UTF_8);
        refusal("changed.jar", with(signed, "META-INF/LAB.SF", list.replace("Created-By", "Changed-By")
            .getBytes(StandardCharsets.UTF_8)), "it was altered after it was signed");
        assertEquals(2, container.context().getBundles().length, "only the framework and the Configuration Admin");

        drop("altered.jar", signed);
        container.awaitRunning("probe.a", "1.0.0");
    }

    @Test
    @DisplayName("a second signature that covers only a part is refused")
    void shouldRefuseASignatureThatCoversAPart() throws Exception {
        lab.certificate(trusted.resolve("lab.pem"));
        container.watch();
        final byte[] added =
            with(lab.sign(jar("probe.a")), "evil.txt", "evil".getBytes(StandardCharsets.UTF_8));
        final String reason = refusal("a.jar", stranger.sign(added), "evil.txt");
        assertTrue(reason.startsWith("its entry evil.txt is signed by only 1 of the 2 signatures"), reason);
    }

    @Test
    @DisplayName("a certificate that has expired or is not valid yet is refused with its date")
    void shouldRefuseACertificateOutOfItsTime() throws Exception {
        final Signer old = new Signer(folder, "old", "-startdate", "-20d", "-validity", "10");
        final Signer early = new Signer(folder, "early", "-startdate", "+10d", "-validity", "10");
        old.certificate(trusted.resolve("old.pem"));
        early.certificate(trusted.resolve("early.pem"));
        container.watch();
        final String reason = refusal("old.jar", old.sign(jar("probe.old")), "expired 20");
        assertTrue(reason.startsWith("it is signed by CN=old, SHA-256 "), reason);
        refusal("early.jar", early.sign(jar("probe.early")), "a certificate that is not valid before 20");
    }

    @Test
    @DisplayName("a file that is no certificate lets nothing in, and one beside it that is does not suffer")
    void shouldStayShutIfACertificateCannotBeRead() throws Exception {
        Files.createDirectories(trusted);
        Files.writeString(trusted.resolve("lab.pem"), "-----BEGIN CERTIFICATE-----\nnothing\n");
        container.watch();
        refusal("plain.jar", jar("probe.plain"), "only signed jars are accepted, and there is no certificate in "
            + trusted + " yet: lab.pem is no X.509 certificate in PEM form");
        drop("good.jar", lab.sign(jar("probe.good")));
        container.await("deploy/good.jar", State.REFUSED, "lab.pem is no X.509 certificate");
        lab.certificate(trusted.resolve("another.pem"));
        container.awaitRunning("probe.good", "1.0.0");
    }

    @Test
    @DisplayName("signatures can be required before there is a certificate; a folder that is named has to be there")
    void shouldRequireSignatures() throws Exception {
        System.setProperty(InstallRules.REQUIRED_PROPERTY, "true");
        try {
            container.watch();
        } finally {
            System.clearProperty(InstallRules.REQUIRED_PROPERTY);
        }
        refusal("plain.jar", jar("probe.plain"), "only signed jars are accepted, and there is no certificate in "
            + trusted);
        container.unwatch();
        System.setProperty(InstallRules.CERTIFICATES_PROPERTY, "keys");
        try {
            container.watch();
        } finally {
            System.clearProperty(InstallRules.CERTIFICATES_PROPERTY);
        }
        container.await("deploy/plain.jar", State.REFUSED, "there is no certificate in "
            + container.home.resolve("keys"));
    }

    @Test
    @DisplayName("deploy/ and the copies are the owner's; a folder that anybody may write is refused with the remedy")
    void shouldRefuseWhatAnybodyMayWrite() throws Exception {
        container.watch();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(container.deploy)));
        assertEquals("rwx------", PosixFilePermissions.toString(
            Files.getPosixFilePermissions(container.context().getDataFile("jars").toPath())));
        permit(container.deploy, "rwx-w--w-");
        refusal("plain.jar", jar("probe.plain"), "anybody may write " + container.deploy
            + " and so decide what runs; accepted is a folder that only its owner may write, chmod o-w "
            + container.deploy);
        permit(container.deploy, "rwx-w----");
        container.awaitRunning("probe.plain", "1.0.0");
        assertEquals(1, container.logged("the group of " + container.deploy + " may write it").size());

        permit(container.home.resolve("config"), "rwx----w-");
        refusal("other.jar", jar("probe.other"), "anybody may write " + container.home.resolve("config"));
        permit(container.home.resolve("config"), "rwx------");
        container.awaitRunning("probe.other", "1.0.0");
    }

    private static void permit(final Path path, final String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
