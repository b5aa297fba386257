package slipway.cli.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Suggestion;

/// Reads the arguments of a command by its [Page], in the manner of GNU's `getopt_long` without abbreviations.
///
/// Options and operands may be mixed; `--` ends options; `-` is an operand. `--name value` and `--name=value` are the same,
/// and
/// so are `-f value`, `-f=value` and `-fvalue`; switches of one letter can be joined: `-aq`. A switch can be turned off by
/// `--name=false`, the last one counts. An option whose value may be left out takes it after `=` only.
///
/// A library would do this too, but the loading of its classes is half of what a short command takes.
public final class ArgumentParser {
    private final Page page;
    private final List<Option> options;
    private final Map<String, Option> byName = new LinkedHashMap<>();

    public ArgumentParser(Page page) {
        this.page = page;
        this.options = page.options();
        options.forEach(option -> option.names().forEach(name -> {
            if (byName.put(name, option) != null) throw new IllegalStateException("two options of " + page.name()
                    + " are called " + name);
        }));
    }

    /// @throws SlipwayException.Usage when the arguments are not what the page says
    public Arguments parse(List<String> words) {
        var reading = new Reading(words);
        while (reading.at < words.size()) {
            String word = words.get(reading.at++);
            if (word.equals("--")) {
                reading.operands.addAll(words.subList(reading.at, words.size()));
                break;
            }
            if (word.startsWith("--")) {
                reading.longOption(word);
            } else if (word.startsWith("-") && word.length() > 1) {
                reading.shortOptions(word);
            } else {
                reading.operands.add(word);
            }
        }
        checkCount(reading.operands);
        return new Arguments(reading.given, reading.operands);
    }

    /// The state of one reading.
    private final class Reading {
        final List<String> words;
        final Map<Option, List<String>> given = new LinkedHashMap<>();
        final List<String> operands = new ArrayList<>();
        int at;

        Reading(List<String> words) {
            this.words = words;
        }

        void longOption(String word) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            Option option = find(name);
            take(option, name, equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1)));
        }

        void shortOptions(String word) {
            for (int letter = 1; letter < word.length(); letter++) {
                String name = "-" + word.charAt(letter);
                Option option = find(letter == 1 && !byName.containsKey(name) ? word : name);
                String rest = word.substring(letter + 1);
                if (rest.startsWith("=") || !rest.isEmpty() && option.needsValue()) {
                    take(option, name, Optional.of(rest.startsWith("=") ? rest.substring(1) : rest));
                    return;
                }
                take(option, name, Optional.empty());
            }
        }

        private void take(Option option, String name, Optional<String> attached) {
            switch (option.takes()) {
                case NOTHING -> turn(option, name, attached.orElse("true"));
                case PERHAPS_ONE -> once(option, name, attached.map(List::of).orElse(List.of()));
                case ONE -> once(option, name, List.of(value(option, name, attached)));
                case SEVERAL -> given.computeIfAbsent(option, _ -> new ArrayList<>()).add(value(option, name, attached));
            }
            given.getOrDefault(option, List.of()).forEach(value -> checkValue(option, value));
        }

        private void turn(Option option, String name, String value) {
            switch (value) {
                case "true", "1" -> given.put(option, List.of());
                case "false", "0" -> given.remove(option);
                default -> throw usage(Problem.of(name + " is a switch and cannot be " + quote(value)));
            }
        }

        private void once(Option option, String name, List<String> value) {
            if (given.put(option, value) != null) throw usage(Problem.of(name + " is given more than once"));
        }

        private String value(Option option, String name, Optional<String> attached) {
            if (attached.isPresent()) return attached.get();
            if (at == words.size()) throw usage(Problem.of(name + " needs a value: " + name + " " + option.label()));
            return words.get(at++);
        }
    }

    private Option find(String name) {
        Option option = byName.get(name);
        if (option != null) return option;
        Problem problem = Problem.of("unknown option " + name);
        if (!name.startsWith("--")) throw usage(problem); // Any letter is near to any other.
        throw usage(Suggestion.didYouMean(name, byName.keySet()).map(problem::hint).orElse(problem));
    }

    private void checkValue(Option option, String value) {
        if (!(option.values() instanceof Candidates.Words(var words)) || words.contains(value)) return;
        String suggestion = Suggestion.didYouMean(value, words).map(text -> text + " ").orElse("");
        throw usage(Problem.of(option.name() + " cannot be " + quote(value))
                .hint(suggestion + "it is one of " + String.join(", ", words)));
    }

    private void checkCount(List<String> operands) {
        Operands expected = page.operands();
        if (operands.size() < expected.least()) {
            throw wrongCount(operands.isEmpty() ? "something is missing" : "too few arguments");
        }
        if (operands.size() > expected.most()) throw wrongCount("unexpected argument "
                + quote(operands.get(expected.most())));
    }

    private SlipwayException.Usage wrongCount(String message) {
        return new SlipwayException.Usage(Problem.of(message + "; usage: " + page.usage())
                .hint("slipway help " + page.name() + " explains it"));
    }

    private SlipwayException.Usage usage(Problem problem) {
        return new SlipwayException.Usage(problem.hint().isPresent() ? problem : problem.hint("slipway help " + page.name()
                + " lists its options"));
    }

    private static String quote(String word) {
        return word.isEmpty() ? "(empty)" : word;
    }
}
