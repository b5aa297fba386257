package slipway.cli.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Suggestion;

/// Reads the arguments of a command by its [Page]. The reading itself is picocli's; this is the only place that knows it.
public final class ArgumentParser {

    /// Stands for "given without a value", which picocli cannot tell from a value in the next word.
    private static final String NO_VALUE = "\u0000";

    private final Page page;
    private final List<Option> options;

    public ArgumentParser(Page page) {
        this.page = page;
        this.options = page.options();
    }

    /// @throws SlipwayException.Usage when the arguments are not what the page says
    public Arguments parse(List<String> words) {
        CommandLine parser = parser();
        CommandLine.ParseResult result;
        try {
            result = parser.parseArgs(markLoneOptionals(words).toArray(String[]::new));
        } catch (CommandLine.UnmatchedArgumentException e) {
            throw unknown(e.getUnmatched().getFirst());
        } catch (CommandLine.MissingParameterException e) {
            throw missing(e);
        } catch (CommandLine.OverwrittenOptionException e) {
            throw usage(Problem.of(e.getOverwritten() instanceof OptionSpec option
                    ? option.longestName() + " is given more than once"
                    : e.getMessage()));
        } catch (CommandLine.ParameterException e) {
            throw usage(Problem.of(problem(e)));
        }
        return checked(read(result));
    }

    private CommandLine parser() {
        CommandSpec spec = CommandSpec.create().name("slipway " + page.name());
        for (Option option : options) {
            OptionSpec.Builder builder = OptionSpec.builder(option.names().toArray(String[]::new));
            switch (option.takes()) {
                case NOTHING -> builder.type(boolean.class).arity("0");
                case ONE, PERHAPS_ONE -> builder.type(String.class).arity("1");
                case SEVERAL -> builder.type(List.class).auxiliaryTypes(String.class).arity("1");
            }
            spec.addOption(builder.build());
        }
        spec.addPositional(PositionalParamSpec.builder().index("0..*").arity("0..*").type(List.class).auxiliaryTypes(String.class).build());
        CommandLine parser = new CommandLine(spec);
        parser.setExpandAtFiles(false);
        parser.setUnmatchedArgumentsAllowed(false);
        return parser;
    }

    private List<String> markLoneOptionals(List<String> words) {
        var marked = new ArrayList<String>(words.size());
        boolean reading = true;
        for (String word : words) {
            if (word.equals("--")) reading = false;
            boolean lone = reading && options.stream()
                    .anyMatch(option -> option.takes() == Option.Takes.PERHAPS_ONE && option.names().contains(word));
            marked.add(lone ? word + "=" + NO_VALUE : word);
        }
        return marked;
    }

    private Arguments read(CommandLine.ParseResult result) {
        Map<Option, List<String>> given = new LinkedHashMap<>();
        for (Option option : options) {
            OptionSpec matched = result.matchedOption(option.names().getFirst());
            if (matched == null) continue;
            switch (option.takes()) {
                case NOTHING -> {
                    if (Boolean.TRUE.equals(matched.getValue())) given.put(option, List.of());
                }
                case PERHAPS_ONE -> given.put(option, matched.stringValues().stream().filter(value -> !value.equals(NO_VALUE)).toList());
                case ONE, SEVERAL -> given.put(option, List.copyOf(matched.stringValues()));
            }
        }
        var operands = new ArrayList<String>();
        result.matchedPositionals().forEach(positional -> operands.addAll(positional.stringValues()));
        return new Arguments(given, operands);
    }

    private Arguments checked(Arguments arguments) {
        for (Option option : options) {
            if (!(option.values() instanceof Candidates.Words(var words))) continue;
            for (String value : arguments.values(option)) {
                if (!words.contains(value)) {
                    throw usage(Problem.of(option.name() + " cannot be " + quote(value))
                            .hint(Suggestion.didYouMean(value, words).map(text -> text + " ").orElse("")
                                    + "it is one of " + String.join(", ", words)));
                }
            }
        }
        int count = arguments.operands().size();
        Operands expected = page.operands();
        if (count < expected.least()) throw wrongCount(count == 0 ? "something is missing" : "too few arguments");
        if (count > expected.most()) {
            throw wrongCount("unexpected argument " + quote(arguments.operands().get(expected.most())));
        }
        return arguments;
    }

    private SlipwayException.Usage wrongCount(String message) {
        return new SlipwayException.Usage(Problem.of(message + ": usage is " + page.usage())
                .hint("slipway help " + page.name() + " explains it"));
    }

    private SlipwayException unknown(String word) {
        String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        List<String> names = options.stream().flatMap(option -> option.names().stream()).toList();
        Problem problem = Problem.of("unknown option " + name);
        return usage(Suggestion.didYouMean(name, names).map(problem::hint).orElse(problem));
    }

    private SlipwayException missing(CommandLine.MissingParameterException e) {
        String name = e.getMissing().stream()
                .filter(OptionSpec.class::isInstance)
                .map(spec -> ((OptionSpec) spec).longestName())
                .findFirst()
                .orElse("an option");
        String signature = options.stream().filter(option -> option.names().contains(name)).map(Option::label).findFirst().orElse("VALUE");
        return usage(Problem.of(name + " needs a value: " + name + " " + signature));
    }

    private String problem(CommandLine.ParameterException e) {
        if (e.getArgSpec() instanceof OptionSpec option) {
            return option.longestName() + " cannot be " + quote(e.getValue() == null ? "" : e.getValue())
                    + (option.type() == boolean.class ? "; it is a switch" : "");
        }
        return e.getMessage();
    }

    private SlipwayException.Usage usage(Problem problem) {
        return new SlipwayException.Usage(problem.hint().isPresent() ? problem : problem.hint("slipway help " + page.name()
                + " lists its options"));
    }

    private static String quote(String word) {
        return word.isEmpty() ? "(empty)" : word;
    }
}
