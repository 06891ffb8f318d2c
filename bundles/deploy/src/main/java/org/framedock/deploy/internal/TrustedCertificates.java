package org.framedock.deploy.internal;

import java.security.CodeSigner;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Timestamp;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The certificates whose owners may sign plugins. Each is trusted by itself: no authority vouches for another one.
 *
 * <p>A certificate has to be valid now. It may be past its time if the signature bears a timestamp from before, made by
 * somebody whose certificate is trusted here, too; any other timestamp could have been made by whoever stole the key.
 */
final class TrustedCertificates {

    private final String where;
    private final Collection<X509Certificate> certificates;
    private final String trouble;
    private final Date now;

    /**
     * Certificates as they were read.
     *
     * @param where        the folder they lie in, as operators know it.
     * @param certificates all of them.
     * @param trouble      why some could not be read; empty if all could.
     * @param now          the time.
     */
    TrustedCertificates(
        final String where, final Collection<X509Certificate> certificates, final String trouble, final Date now) {
        this.where = where;
        this.certificates = List.copyOf(certificates);
        this.trouble = trouble;
        this.now = now;
    }

    /**
     * Looks whether one of the signers of an entry is trusted.
     *
     * @throws RefusedException if none is; names them.
     */
    void check(final CodeSigner... signers) throws RefusedException {
        RefusedException refusal = null;
        for (final CodeSigner signer : signers) {
            final X509Certificate certificate = leaf(signer.getSignerCertPath().getCertificates());
            if (certificate == null || !certificates.contains(certificate)) {
                continue;
            }
            final Timestamp timestamp = signer.getTimestamp();
            final boolean isStampTrusted = timestamp != null
                && certificates.contains(leaf(timestamp.getSignerCertPath().getCertificates()));
            final Date when = isStampTrusted ? timestamp.getTimestamp() : now;
            if (!when.before(certificate.getNotBefore()) && !when.after(certificate.getNotAfter())) {
                return;
            }
            refusal = outOfTime(certificate, when, timestamp != null && !isStampTrusted);
        }
        throw refusal == null ? stranger(signers) : refusal;
    }

    @Override
    public String toString() {
        return certificates.stream().map(TrustedCertificates::describe).collect(Collectors.joining("; "));
    }

    private RefusedException outOfTime(final X509Certificate certificate, final Date when, final boolean isStamped) {
        final boolean isLate = when.after(certificate.getNotAfter());
        return new RefusedException("it is signed by " + describe(certificate) + ", a certificate that "
            + (isLate ? "expired " + certificate.getNotAfter().toInstant()
                : "is not valid before " + certificate.getNotBefore().toInstant())
            + (isStamped ? ", and the certificate of its timestamp is not in " + where : "")
            + "; accepted is a certificate that is valid now, or was so by a timestamp whose certificate is in "
            + where);
    }

    private RefusedException stranger(final CodeSigner... signers) {
        final StringBuilder names = new StringBuilder();
        for (final CodeSigner signer : signers) {
            final X509Certificate certificate = leaf(signer.getSignerCertPath().getCertificates());
            names.append(names.length() == 0 ? "" : " and by ").append(describe(certificate));
        }
        return new RefusedException("it is signed by " + names + ", which is not in " + where + "; accepted: " + this
            + (trouble.isEmpty() ? "" : " (" + trouble + ")"));
    }

    private static X509Certificate leaf(final List<? extends Certificate> path) {
        return !path.isEmpty() && path.get(0) instanceof X509Certificate certificate ? certificate : null;
    }

    /** Subject and SHA-256 fingerprint, as keytool prints them. */
    static String describe(final X509Certificate certificate) {
        if (certificate == null) {
            return "a certificate that is not X.509";
        }
        try {
            final byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return certificate.getSubjectX500Principal().getName() + ", SHA-256 "
                + HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (final NoSuchAlgorithmException | CertificateEncodingException ex) {
            return certificate.getSubjectX500Principal().getName();
        }
    }
}
