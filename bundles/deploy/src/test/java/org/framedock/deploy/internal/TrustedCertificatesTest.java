package org.framedock.deploy.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.Timestamp;
import java.security.cert.CertPath;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedCertificatesTest {

    @TempDir
    private static Path folder;
    private static X509Certificate old;
    private static X509Certificate clock;

    @BeforeAll
    static void makeCertificates() throws Exception {
        old = certificate(new Signer(folder, "old", "-startdate", "-20d", "-validity", "10"));
        clock = certificate(new Signer(folder, "clock"));
    }

    private static X509Certificate certificate(final Signer signer) throws Exception {
        final Path file = signer.certificate(folder.resolve("certificate.pem"));
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate)CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static CertPath path(final X509Certificate certificate) throws Exception {
        return CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
    }

    private static TrustedCertificates trusted(final X509Certificate... certificates) {
        return new TrustedCertificates("config/trusted", List.of(certificates), "", new Date());
    }

    private static CodeSigner signedAgo(final int days) throws Exception {
        final Date then = Date.from(Instant.now().minus(Duration.ofDays(days)));
        return new CodeSigner(path(old), new Timestamp(then, path(clock)));
    }

    @Test
    @DisplayName("a timestamp from a certificate's valid time counts if the timestamp's own certificate is trusted")
    void shouldAcceptATrustedTimestamp() throws Exception {
        final CodeSigner signer = signedAgo(15);
        assertDoesNotThrow(() -> trusted(old, clock).check(signer));
    }

    @Test
    @DisplayName("a timestamp of a stranger, none, or one after the end does not help a certificate that has expired")
    void shouldRefuseWithoutATrustedTimestamp() throws Exception {
        final CodeSigner stamped = signedAgo(15);
        final String stranger =
            assertThrows(RefusedException.class, () -> trusted(old).check(stamped)).getMessage();
        assertTrue(stranger.contains(", a certificate that expired 20"), stranger);
        assertTrue(stranger.contains("the certificate of its timestamp is not in config/trusted"), stranger);
        final CodeSigner plain = new CodeSigner(path(old), null);
        assertThrows(RefusedException.class, () -> trusted(old, clock).check(plain));
        final CodeSigner late = signedAgo(5);
        assertThrows(RefusedException.class, () -> trusted(old, clock).check(late));
    }

    @Test
    @DisplayName("any trusted signer is enough, whoever else has signed")
    void shouldAcceptOneOfSeveralSigners() throws Exception {
        final CodeSigner good = new CodeSigner(path(clock), null);
        final CodeSigner expired = new CodeSigner(path(old), null);
        assertDoesNotThrow(() -> trusted(clock).check(expired, good));
        assertDoesNotThrow(() -> trusted(clock, old).check(expired, good));
    }
}
