package org.framedock.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatePluginsTest {

    private static final String DRIVER = """
        [profiles.camera]
        header_nslots = 16
        payload_pools = [ { pool_id = 1, stride_bytes = 4096 } ]
        [streams.cam1]
        stream_id = 1
        profile = "camera"
        """;
    private static final String COMPONENT = """
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="x">
          <property name="framedock.source.kind" type="String" value="%s"/>
        </scr:component>
        """;
    private static final String DESCRIPTION = """
        <?xml version="1.0" encoding="UTF-8"?>
        <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0">
          <OCD id="org.framedock.source.ramp" name="Ramp">
            <AD id="width" type="Integer" min="1" max="8192" default="640" description="columns, in pixels"/>
            <AD id="rate_hz" type="Double" required="false" min="0.5" max="1.0E7" description="frames per second"/>
            <AD id="loop" type="Boolean" required="false"/>
            <AD id="format" type="String" required="false"><Option label="" value="raw"/><Option value="fits"/></AD>
            <AD id="text" type="String" required="false"/>
            <AD id="short" type="String" required="false" max="3"/>
            <AD id="count" type="Long" required="false"/>
            <AD id="big" type="BigInteger" required="false" min="0"/>
            <AD id="rows" type="Integer" cardinality="4" required="false" max="9"/>
            <AD id="node.NAME" type="String" required="false" description="any node of the camera"/>
            <AD id="path" type="String" description="a file"/>
          </OCD>
          <Designate factoryPid="org.framedock.stream"><Object ocdref="org.framedock.source.ramp"/></Designate>
        </metatype:MetaData>
        """;

    @TempDir
    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        write("config/driver.toml", DRIVER);
        Files.createDirectories(home.resolve("deploy"));
    }

    private Path write(final String file, final String text) throws IOException {
        final Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text, StandardCharsets.UTF_8);
    }

    private void jar(final String name, final String version, final Map<String, String> entries) throws IOException {
        final Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-Version", version);
        manifest.getMainAttributes().putValue("Import-Package", "org.framedock.source;version=\"[1.3,2)\"");
        try (OutputStream file = Files.newOutputStream(home.resolve("deploy").resolve(name));
            JarOutputStream jar = new JarOutputStream(file, manifest)) {
            for (final Map.Entry<String, String> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void describedRamp() throws IOException {
        jar("ramp-1.0.0.jar", "1.0.0", Map.of("OSGI-INF/org.example.Ramp.xml", COMPONENT.formatted("ramp"),
            "OSGI-INF/metatype/org.framedock.source.ramp.xml", DESCRIPTION));
    }

    private Verb validate(final String settings) throws IOException {
        write("config/streams/cam1.cfg", settings);
        return Verb.run(new ValidateMain(), home);
    }

    @Test
    @DisplayName("settings that a plugin describes are right in every type, upper and lower case of options being one")
    void shouldAcceptWhatIsDescribed() throws IOException {
        describedRamp();
        final Verb verb = validate("""
            source = ramp
            slots_lent = 8
            path = runs/7
            width = 8192
            rate_hz = 1e3
            loop = FALSE
            format = FITS
            text =
            short = abc
            count = -9223372036854775808
            big = 123456789012345678901234567890
            rows = 1, 2,9
            node.Gamma = 0.8
            """);
        assertEquals(0, verb.code(), verb.toString());
        assertFalse(verb.out().contains("warning"), verb.toString());
    }

    @ParameterizedTest
    @DisplayName("each mistake is one line with file, line, key, value and what would be accepted")
    @CsvSource(delimiter = '|', value = {
        "width = 0 | it has to be a whole number from 1 to 8192 (columns, in pixels)",
        "width = 8193 | it has to be a whole number from 1 to 8192",
        "width = wide | it has to be a whole number from 1 to 8192",
        "width = | it has to be a whole number from 1 to 8192",
        "rate_hz = 0.4 | it has to be a number from 0.5 to 10000000 (frames per second)",
        "rate_hz = NaN | it has to be a number from 0.5 to 10000000",
        "loop = twice | it has to be true or false",
        "format = tiff | it has to be one of raw, fits",
        "short = abcd | it has to be a text whose length is up to 3",
        "count = 9223372036854775808 | a whole number from -9223372036854775808 to 9223372036854775807",
        "big = -1 | it has to be a whole number from 0 on",
        "rows = 1,x | it has to be one or several with commas between them, each a whole number from -2147483648 to 9",
        "node. = 1 | a source of kind ramp has no such setting, the nearest is node.NAME",
        "rate_hs = 5 | a source of kind ramp has no such setting, the nearest is rate_hz; it has big, count, format,",
        "Width = 5 | a source of kind ramp has no such setting, the nearest is width"})
    void shouldTellMistake(final String setting, final String accepted) throws IOException {
        describedRamp();
        final Verb verb = validate("source = ramp\npath = x\n" + setting + "\n");
        assertEquals(2, verb.code(), verb.toString());
        final String expected = home.resolve("config/streams/cam1.cfg") + ":3: " + setting;
        assertTrue(verb.out().startsWith(expected), verb.toString());
        assertTrue(verb.out().contains(accepted), verb.toString());
        assertEquals(1, verb.out().lines().count(), "only this mistake: " + verb);
    }

    @Test
    @DisplayName("a setting without which there is no source is missed; one with a default is not")
    void shouldMissRequiredSetting() throws IOException {
        describedRamp();
        final Verb verb = validate("source = ramp\n");
        assertEquals(home.resolve("config/streams/cam1.cfg")
            + ": path is missing: a source of kind ramp has to have it (a file)\n", verb.out(), verb.toString());
    }

    @Test
    @DisplayName("of many options the nearest are named")
    void shouldNameNearestOptions() throws IOException {
        final StringBuilder options = new StringBuilder("<AD id=\"pixel_format\" type=\"String\">");
        for (int bits = 1; bits <= 64; bits++) {
            options.append("<Option label=\"\" value=\"Mono").append(bits).append("\"/>");
        }
        jar("ramp.jar", "1", Map.of("OSGI-INF/metatype/a.xml", "<MetaData><OCD id=\"org.framedock.source.ramp\">"
            + options + "</AD></OCD></MetaData>"));
        final Verb verb = validate("source = ramp\npixel_format = Mno8\n");
        assertTrue(verb.out().contains("pixel_format = Mno8: it has to be one of 64, the nearest of which are Mono8, "),
            verb.toString());
    }

    @Test
    @DisplayName("a kind that no jar offers is a mistake, told with the nearest that there is")
    void shouldMissKind() throws IOException {
        final Verb none = validate("source = ramp\n");
        assertEquals(2, none.code(), none.toString());
        assertTrue(none.out().contains("cam1.cfg:1: source = ramp: there is no source in " + home.resolve("deploy")
            + "; copy the jar that offers it there"), none.toString());
        describedRamp();
        jar("other.jar", "1", Map.of("OSGI-INF/c.xml", COMPONENT.formatted("other")));
        final Verb verb = validate("source = rmap\n");
        assertEquals(2, verb.code(), verb.toString());
        assertTrue(verb.out().contains("cam1.cfg:1: source = rmap: no jar in " + home.resolve("deploy")
            + " offers this kind, the nearest is ramp; it has to be one of other, ramp, or its jar"), verb.toString());
    }

    @Test
    @DisplayName("settings that nobody describes are not checked, which is told and is no mistake")
    void shouldTellWhatIsNotChecked() throws IOException {
        jar("other.jar", "1", Map.of("OSGI-INF/c.xml", COMPONENT.formatted("other")));
        final Verb verb = validate("source = other\nwhatever = 1\n");
        assertEquals(0, verb.code(), verb.toString());
        assertTrue(verb.out().contains("cam1.cfg:1: source = other: its settings were not checked, since other.jar does"
            + " not describe them"), verb.toString());
        jar("silent.jar", "1", Map.of());
        final Verb unknown = validate("source = foreign\nwhatever = 1\n");
        assertEquals(0, unknown.code(), unknown.toString());
        assertTrue(unknown.out().contains("what silent.jar offers is not told"), unknown.toString());
        Files.delete(home.resolve("deploy/silent.jar"));
        Files.delete(home.resolve("deploy/other.jar"));
        Files.delete(home.resolve("deploy"));
        final Verb noFolder = validate("source = other\nwhatever = 1\n");
        assertEquals(0, noFolder.code(), noFolder.toString());
        assertTrue(noFolder.out().contains("warning: the settings of sources were not checked"), noFolder.toString());
    }

    @Test
    @DisplayName("of two versions of a plugin the newer one counts")
    void shouldTakeNewerVersion() throws IOException {
        describedRamp();
        jar("a-ramp-1.10.0.jar", "1.10.0", Map.of("OSGI-INF/metatype/a.xml",
            "<MetaData><OCD id=\"org.framedock.source.ramp\"><AD id=\"fresh\" type=\"String\"/></OCD></MetaData>"));
        assertEquals(0, validate("source = ramp\nfresh = yes\n").code());
    }

    @Test
    @DisplayName("a jar that is none is a mistake; XML in it that is broken or asks for other files is only told")
    void shouldSurviveBadJars() throws IOException {
        Files.writeString(home.resolve("deploy/broken.jar"), "no jar");
        final Path secret = write("secret.txt", "rate_hz");
        jar("evil.jar", "1", Map.of(
            "OSGI-INF/c.xml", COMPONENT.formatted("evil"),
            "OSGI-INF/metatype/a.xml", "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>"
                + "<MetaData><OCD id=\"org.framedock.source.evil\"><AD id=\"&e;\"/></OCD></MetaData>",
            "OSGI-INF/metatype/b.xml", "<MetaData>"));
        final Verb verb = validate("source = evil\nrate_hz = 1\n");
        assertEquals(2, verb.code(), verb.toString());
        assertTrue(verb.out().contains("broken.jar: it is not a jar, or is cut short or damaged ("), verb.toString());
        assertTrue(verb.out().contains("OSGI-INF/metatype/a.xml in it is no XML that can be read"), verb.toString());
        assertTrue(verb.out().contains("OSGI-INF/metatype/b.xml in it is no XML that can be read"), verb.toString());
        assertEquals("", verb.err());
    }

    @Test
    @DisplayName("a stream's file alone is checked by the plugins of the home that it lies in")
    void shouldCheckFileAlone() throws IOException {
        describedRamp();
        final Path file = write("config/streams/cam1.cfg", "source = ramp\npath = x\nwidth = 0\n");
        assertTrue(Verb.run(new ValidateMain(), file).out().contains("cam1.cfg:3: width = 0: it has to be"));
    }

    @ParameterizedTest
    @DisplayName("slots_lent is a whole number, and at most half of the ring")
    @CsvSource({"0, 1 to half of", "-1, 1 to half of", "many, 1 to half of", "9, it has to be 1 to 8"})
    void shouldBoundSlotsLent(final String lent, final String accepted) throws IOException {
        describedRamp();
        final Verb verb = validate("source = ramp\npath = x\nslots_lent = " + lent + "\n");
        assertEquals(2, verb.code(), verb.toString());
        assertTrue(verb.out().contains("cam1.cfg:3: slots_lent = " + lent + ": it has to be "), verb.toString());
        assertTrue(verb.out().contains(accepted), verb.toString());
    }
}
