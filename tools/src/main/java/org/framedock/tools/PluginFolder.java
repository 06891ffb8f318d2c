package org.framedock.tools;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.framedock.settings.NearestKey;

/** The plugins in a container's deploy/, as far as their jars tell what they offer. */
final class PluginFolder {

    private final Path folder;
    private final Map<String, PluginJar> jarsByKind = new TreeMap<>();
    private final List<String> silentJars = new ArrayList<>();
    private final List<String> mistakes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * Looks into every jar of a folder.
     *
     * @param folder deploy/ of a home.
     */
    PluginFolder(final Path folder) {
        this.folder = folder;
        final List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
            found.forEach(jars::add);
        } catch (final IOException | DirectoryIteratorException e) {
            mistakes.add(folder + " cannot be read: " + Shown.reason(e));
        }
        Collections.sort(jars);
        jars.stream().filter(jar -> !jar.getFileName().toString().startsWith(".")).forEach(this::look);
    }

    private void look(final Path file) {
        try {
            final PluginJar jar = PluginJar.read(file);
            jar.kinds().forEach(kind -> jarsByKind.merge(kind, jar, PluginJar::newer));
            jar.troubles().forEach(trouble -> warnings.add(file + ": " + trouble));
            if (jar.mayOfferAnything()) {
                silentJars.add(jar.name());
            }
        } catch (final IOException e) {
            mistakes.add(file + ": it is not a jar, or is cut short or damaged (" + Shown.reason(e)
                + "); it has to be a whole jar file");
        }
    }

    /**
     * Checks what feeds a stream.
     *
     * @param kind    of source that its file names.
     * @param line    where it does.
     * @param given   the other settings without the container's own.
     * @param mistake is told what is wrong and in which line, 0 if in none.
     * @param warning is told what could not be checked.
     */
    void check(final String kind, final int line, final Map<String, StreamSetting> given,
        final BiConsumer<Integer, String> mistake, final BiConsumer<Integer, String> warning) {
        final String shown = "source = " + Shown.text(kind) + ": ";
        final PluginJar jar = jarsByKind.get(kind);
        if (jar != null) {
            final SourceDescription description = jar.description(kind);
            if (description != null) {
                description.check(kind, given, mistake);
            } else {
                warning.accept(line, shown + "its settings were not checked, since " + jar.name()
                    + " does not describe them");
            }
        } else if (!silentJars.isEmpty()) {
            warning.accept(line, shown + "its settings were not checked, since no jar in " + folder
                + " says that it offers this kind; what " + String.join(", ", silentJars) + " offers is not told");
        } else if (jarsByKind.isEmpty()) {
            mistake.accept(line, shown + "there is no source in " + folder + "; copy the jar that offers it there");
        } else {
            mistake.accept(line, shown + "no jar in " + folder + " offers this kind, the nearest is "
                + NearestKey.sorted(kind, jarsByKind.keySet()).get(0) + "; it has to be one of "
                + String.join(", ", jarsByKind.keySet()) + ", or its jar has to be copied there");
        }
    }

    /** What is wrong with the jars, each with its file. */
    List<String> mistakes() {
        return mistakes;
    }

    /** What in them could not be read, each with its file. */
    List<String> warnings() {
        return warnings;
    }
}
