package slipway.cli.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Everything there is to know about using one command.
///
/// @param name as typed
/// @param summary what it does, in one line that starts with a verb and has no full stop
/// @param operands what it takes besides options
/// @param about paragraphs that explain; lines that start with a space are kept as they are
/// @param groups its options, under headings
/// @param examples commands worth trying
/// @param exits exit codes with a meaning of their own, besides 0, 2 and 70
/// @param related other commands to look at
public record Page(
        String name,
        String summary,
        Operands operands,
        String about,
        List<Group> groups,
        List<Example> examples,
        List<Exit> exits,
        List<String> related) {

    /// Options that belong together.
    public record Group(String title, List<Option> options) {
        public Group {
            options = List.copyOf(options);
        }
    }

    /// A command line and what it is for.
    public record Example(String command, String purpose) {}

    /// An exit code and when it is used.
    public record Exit(int code, String meaning) {}

    public Page {
        groups = List.copyOf(groups);
        examples = List.copyOf(examples);
        exits = List.copyOf(exits);
        related = List.copyOf(related);
    }

    public static Page of(String name, String summary, Operands operands, String about) {
        return new Page(name, summary, operands, about, List.of(), List.of(), List.of(), List.of());
    }

    /// This page with one more group of options.
    public Page options(String title, Option... options) {
        return new Page(name, summary, operands, about, plus(groups, new Group(title, List.of(options))), examples, exits,
                related);
    }

    public Page options(Group group) {
        return new Page(name, summary, operands, about, plus(groups, group), examples, exits, related);
    }

    public Page example(String command, String purpose) {
        return new Page(name, summary, operands, about, groups, plus(examples, new Example(command, purpose)), exits,
                related);
    }

    public Page exit(int code, String meaning) {
        return new Page(name, summary, operands, about, groups, examples, plus(exits, new Exit(code, meaning)), related);
    }

    public Page see(String... commands) {
        return new Page(name, summary, operands, about, groups, examples, exits, List.of(commands));
    }

    /// All options, in the order of the page.
    public List<Option> options() {
        return groups.stream().flatMap(group -> group.options().stream()).toList();
    }

    /// How the command is typed: `slipway tag [OPTIONS] SOURCE TARGET`.
    public String usage() {
        boolean hasOptions = !options().isEmpty();
        return Stream.of("slipway", name, hasOptions ? "[OPTIONS]" : "", operands.label())
                .filter(part -> !part.isEmpty())
                .reduce((a, b) -> a + " " + b)
                .orElseThrow();
    }

    private static <T> List<T> plus(List<T> list, T item) {
        var longer = new ArrayList<>(list);
        longer.add(item);
        return longer;
    }
}
