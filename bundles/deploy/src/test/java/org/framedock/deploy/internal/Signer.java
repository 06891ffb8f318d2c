package org.framedock.deploy.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Somebody with a key of his own, who signs jars with the tools of this JDK. */
final class Signer {

    static final String MISSING = "this Java has no jarsigner and keytool";

    private static final Path TOOLS = Path.of(System.getProperty("java.home"), "bin");
    /** A tool that runs for a moment needs no more. */
    private static final List<String> QUICKLY = List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC");
    private static final String PASSWORD = "changeit";

    private final Path folder;
    private final String name;
    private final Path keys;

    /**
     * Makes the key.
     *
     * @param options of keytool, such as -startdate.
     */
    Signer(final Path folder, final String name, final String... options) throws IOException {
        Assumptions.assumeTrue(
            Files.isExecutable(TOOLS.resolve("jarsigner")) && Files.isExecutable(TOOLS.resolve("keytool")), MISSING);
        this.folder = folder;
        this.name = name;
        this.keys = folder.resolve(name + ".p12");
        final List<String> command = new ArrayList<>(List.of("keytool", "-genkeypair", "-alias", name, "-dname",
            "CN=" + name, "-keyalg", "EC", "-keystore", keys.toString(), "-storepass", PASSWORD));
        command.addAll(List.of(options));
        run(command);
    }

    /** Writes the certificate as PEM. */
    Path certificate(final Path file) throws IOException {
        Files.createDirectories(file.getParent());
        run(List.of("keytool", "-exportcert", "-rfc", "-alias", name, "-keystore", keys.toString(), "-storepass",
            PASSWORD, "-file", file.toString()));
        return file;
    }

    /** A signed copy of a jar. */
    byte[] sign(final byte[] jar, final String... options) throws IOException {
        final Path file = Files.createTempFile(folder, "signed", ".jar");
        Files.write(file, jar);
        final List<String> command =
            new ArrayList<>(List.of("jarsigner", "-keystore", keys.toString(), "-storepass", PASSWORD));
        command.addAll(List.of(options));
        command.addAll(List.of(file.toString(), name));
        run(command);
        return Files.readAllBytes(file);
    }

    private static void run(final List<String> command) throws IOException {
        final List<String> withPath = new ArrayList<>(command);
        withPath.set(0, TOOLS.resolve(command.get(0)).toString());
        withPath.addAll(command.get(0).equals("keytool") ? 2 : 1, QUICKLY);
        final Process process = new ProcessBuilder(withPath).redirectErrorStream(true).start();
        final String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            Assertions.assertEquals(0, process.waitFor(), printed);
        } catch (final InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
