package org.framedock.pattern.verifier;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments without a name: {@code DRIVER_CONFIG [CLIENT_CONFIG]}, then whole numbers. A whole number is never a
 * file (C-5). Immutable.
 *
 * @param driverConfig an existing file.
 * @param clientConfig an existing file; null if none is given.
 * @param numbers      the whole numbers as given, at most as many as the program has names for.
 */
record Positionals(Path driverConfig, Path clientConfig, List<String> numbers) {

    /**
     * Sorts the arguments out.
     *
     * @param arguments   as given.
     * @param numberNames what the whole numbers mean, in their order.
     * @return what they are.
     * @throws UsageException if one is missing, misplaced or one too many, or a file does not exist.
     */
    static Positionals of(final List<String> arguments, final List<String> numberNames) throws UsageException {
        if (arguments.isEmpty()) {
            throw new UsageException("DRIVER_CONFIG is missing: the driver's TOML file");
        }
        final String first = arguments.get(0);
        if (Numbers.isWhole(first)) {
            throw new UsageException("DRIVER_CONFIG is missing: the first argument has to be the driver's TOML file, "
                + "and the whole number '" + first + "' is never a file");
        }
        String clientConfig = null;
        final List<String> numbers = new ArrayList<>();
        for (final String argument : arguments.subList(1, arguments.size())) {
            if (Numbers.isWhole(argument)) {
                numbers.add(argument);
            } else if (clientConfig == null && numbers.isEmpty()) {
                clientConfig = argument;
            } else {
                throw new UsageException("unexpected argument '" + argument + "': "
                    + (numbers.isEmpty() ? "CLIENT_CONFIG is '" + clientConfig + "' already"
                        : "CLIENT_CONFIG goes before the numbers"));
            }
        }
        if (numbers.size() > numberNames.size()) {
            throw new UsageException("unexpected number '" + numbers.get(numberNames.size()) + "': "
                + String.join(" and ", numberNames) + (numberNames.size() == 1 ? " is" : " are") + " given already");
        }
        return new Positionals(file("DRIVER_CONFIG", first),
            clientConfig == null ? null : file("CLIENT_CONFIG", clientConfig), List.copyOf(numbers));
    }

    private static Path file(final String name, final String argument) throws UsageException {
        final Path path = Path.of(argument);
        if (!Files.exists(path)) {
            throw new UsageException(name + " '" + argument + "' does not exist");
        }
        if (Files.isDirectory(path)) {
            throw new UsageException(name + " '" + argument + "' is a directory and has to be a TOML file");
        }
        return path;
    }
}
