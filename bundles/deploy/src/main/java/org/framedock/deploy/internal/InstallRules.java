package org.framedock.deploy.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which jars may be installed at all. Where certificates lie in the trusted folder, or signatures are required,
 * only jars that one of those certificates signed; else any, as long as nobody but the owner and his group could have
 * put them there. What cannot be read never opens the door. Used by the watcher thread only.
 */
final class InstallRules {

    /** Names the folder with the certificates, absolute or below the home; a folder that is named has to be there. */
    static final String CERTIFICATES_PROPERTY = "framedock.trust.certificates";
    /** {@code true}: unsigned jars are refused even if there is no certificate. */
    static final String REQUIRED_PROPERTY = "framedock.trust.required";

    private static final Logger LOG = LoggerFactory.getLogger(InstallRules.class);
    private static final String DEFAULT_FOLDER = "config/trusted";

    private final Path deploy;
    private final Path trusted;
    private final List<Path> folders;
    private final boolean required;
    private Map<String, Object> seen;
    private boolean changedSinceAsked;
    private Map<String, FileStamp> files = Map.of();
    private List<X509Certificate> certificates = List.of();
    private String trouble = "";
    /** Whoever may write here decides what is trusted; empty if it is the owner and perhaps his group. */
    private String openFolder = "";
    private boolean isDeployOpen;
    private List<String> reported = List.of();

    /**
     * The rules of one home.
     *
     * @param home         the container's home.
     * @param deploy       where jars are dropped.
     * @param copies       where the copies lie that are installed.
     * @param certificates value of {@link #CERTIFICATES_PROPERTY}, or null.
     * @param required     value of {@link #REQUIRED_PROPERTY}, or null; anything but {@code false} counts as true.
     */
    InstallRules(
        final Path home, final Path deploy, final Path copies, final String certificates, final String required) {
        this.deploy = deploy;
        this.trusted = home.resolve(certificates == null ? DEFAULT_FOLDER : certificates.strip());
        this.required = certificates != null || required != null && !required.strip().equalsIgnoreCase("false");
        this.folders = List.of(home, home.resolve("data"), copies, home.resolve("config"), trusted);
    }

    /** Whether jars may have to be judged anew since this was asked last. Looks at some folders; quick. */
    boolean haveChanged() {
        final boolean changed = refresh() || changedSinceAsked;
        changedSinceAsked = false;
        return changed;
    }

    /**
     * Judges the copy of a jar that is going to be installed.
     *
     * @param copy   out of everybody's reach but the container's.
     * @param buffer to read through.
     * @throws RefusedException if it may not be installed; tells what would be accepted.
     * @throws IOException      if it cannot be read.
     */
    void check(final Path copy, final byte[] buffer) throws RefusedException, IOException {
        changedSinceAsked |= refresh();
        if (!openFolder.isEmpty()) {
            throw new RefusedException("anybody may write " + openFolder + " and so decide what runs; accepted is a"
                + " folder that only its owner may write: chmod o-w " + openFolder);
        }
        if (!required && files.isEmpty() && trouble.isEmpty()) {
            if (isDeployOpen) {
                throw new RefusedException("anybody may write " + deploy + " and so decide what runs; accepted is a"
                    + " folder that only its owner may write, chmod o-w " + deploy + ", or signed jars and their"
                    + " certificates in " + trusted);
            }
            return;
        }
        if (certificates.isEmpty()) {
            throw new RefusedException("only signed jars are accepted, and there is no certificate in " + trusted
                + " yet" + (trouble.isEmpty() ? "" : ": " + trouble));
        }
        new SignatureCheck(trustedNow(), buffer).check(copy);
    }

    private boolean refresh() {
        final Map<String, Object> now = new TreeMap<>();
        final Map<String, FileStamp> nowFiles = new TreeMap<>();
        String listing = "";
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(trusted)) {
            for (final Path file : entries) {
                if (!file.getFileName().toString().startsWith(".")) {
                    nowFiles.put(file.getFileName().toString(), FileStamp.of(file));
                }
            }
        } catch (final NoSuchFileException ex) {
            // The folder need not be there.
        } catch (final DirectoryIteratorException ex) {
            listing = trusted + " cannot be read: " + FileStamp.describe(ex.getCause());
        } catch (final IOException ex) {
            listing = trusted + " cannot be read: " + FileStamp.describe(ex);
        }
        now.putAll(nowFiles);
        now.put("/listing", listing);
        for (final Path folder : folders) {
            now.put("/" + folder, permissions(folder));
        }
        now.put("/" + deploy, permissions(deploy));
        if (now.equals(seen)) {
            return false;
        }
        seen = now;
        files = nowFiles;
        trouble = listing;
        certificates = read();
        openFolder = folders.stream().filter(folder -> permissions(folder).contains(PosixFilePermission.OTHERS_WRITE))
            .map(Path::toString).findFirst().orElse("");
        isDeployOpen = permissions(deploy).contains(PosixFilePermission.OTHERS_WRITE);
        report();
        return true;
    }

    private List<X509Certificate> read() {
        final List<X509Certificate> read = new ArrayList<>();
        final List<String> troubles = new ArrayList<>();
        for (final String name : files.keySet()) {
            try (InputStream in = Files.newInputStream(trusted.resolve(name))) {
                final int before = read.size();
                for (final Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    read.add((X509Certificate)certificate);
                }
                if (read.size() == before) {
                    troubles.add(name + " holds no certificate");
                }
            } catch (final IOException ex) {
                troubles.add(name + " cannot be read: " + FileStamp.describe(ex));
            } catch (final CertificateException ex) {
                troubles.add(name + " is no X.509 certificate in PEM form");
            }
        }
        if (!troubles.isEmpty()) {
            trouble = String.join(", ", troubles);
        }
        return read;
    }

    /** Says what is new since the last time. */
    private void report() {
        final List<String> lines = new ArrayList<>();
        if (!trouble.isEmpty()) {
            lines.add(trusted + ": " + trouble + "; accepted are X.509 certificates in PEM form");
        }
        if (required && certificates.isEmpty()) {
            lines.add("only signed jars are installed, and there is no certificate in " + trusted + " yet");
        }
        if (permissions(deploy).contains(PosixFilePermission.OTHERS_WRITE)) {
            lines.add("anybody may write " + deploy + "; chmod o-w " + deploy + " keeps others out");
        } else if (permissions(deploy).contains(PosixFilePermission.GROUP_WRITE)) {
            lines.add("the group of " + deploy + " may write it and so decide what runs; chmod g-w " + deploy
                + " keeps it out");
        }
        lines.stream().filter(line -> !reported.contains(line)).forEach(LOG::warn);
        final String signers = certificates.isEmpty() ? ""
            : "only jars are installed that are signed by: " + trustedNow();
        if (!signers.isEmpty() && !reported.contains(signers)) {
            LOG.info(signers);
        }
        lines.add(signers);
        reported = lines;
    }

    private TrustedCertificates trustedNow() {
        return new TrustedCertificates(trusted.toString(), certificates, trouble, new Date());
    }

    private static Set<PosixFilePermission> permissions(final Path folder) {
        try {
            return Files.getPosixFilePermissions(folder);
        } catch (final IOException ex) {
            // A folder that is not there lets nobody in.
            return Set.of();
        }
    }
}
