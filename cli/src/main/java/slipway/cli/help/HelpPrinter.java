package slipway.cli.help;

import java.util.List;
import slipway.cli.command.Command;
import slipway.cli.spec.Option;
import slipway.cli.spec.Page;
import slipway.diagnostics.ProblemPrinter.Colour;

/// Prints help: the overview of all commands, or everything about one, in the order of a manual page.
public final class HelpPrinter {
    private static final int WIDEST = 100;
    private static final String BOLD = "\u001b[1m";
    private static final String RESET = "\u001b[0m";

    private final Colour colour;
    private final int width;

    /// @param columns of the window; text is never wider than people like to read
    public HelpPrinter(Colour colour, int columns) {
        this.colour = colour;
        this.width = Math.min(columns, WIDEST);
    }

    /// What slipway is, how to begin, and what commands there are.
    public String overview(List<Command> commands) {
        var out = new StringBuilder();
        out.append(paragraphs("""
                slipway builds container images from Dockerfiles, without a daemon and without root.
                """, "")).append('\n');
        out.append(heading("Usage")).append("  slipway COMMAND [OPTIONS] [ARGUMENTS]\n\n");
        out.append(heading("First steps"));
        steps(out, "slipway build -t app .", "build the Dockerfile of this directory and keep the image as app:latest",
                "slipway images", "list the images in the store",
                "slipway history app", "see what each step added",
                "slipway push localhost:5000/app", "send an image to the registry in its name",
                "slipway build -o type=docker,dest=app.tar .", "write an archive that docker load reads");
        for (Command.Section section : Command.Section.values()) {
            out.append('\n').append(heading(section.title()));
            commands.stream().filter(command -> command.section() == section)
                    .forEach(command -> entry(out, "  " + command.name(), command.summary(), 14));
        }
        out.append('\n').append(heading("Everywhere"));
        slipway.cli.GlobalOptions.GROUP.options()
                .forEach(option -> entry(out, "  " + option.signature(), option.help(), 22));
        out.append('\n').append(paragraphs("slipway help COMMAND explains a command, with examples. "
                + "slipway completion bash (or zsh, fish) prints a script that lets the shell complete commands, "
                + "options and image names.",
                ""));
        return out.toString();
    }

    private void steps(StringBuilder out, String... commandsAndPurposes) {
        for (int i = 0; i < commandsAndPurposes.length; i += 2) {
            entry(out, "  " + commandsAndPurposes[i], commandsAndPurposes[i + 1], 48);
        }
    }

    /// Everything about one command.
    public String print(Page page) {
        var out = new StringBuilder();
        out.append(heading("Name")).append(paragraphs("slipway " + page.name() + ": " + page.summary(), "  ")).append('\n');
        out.append(heading("Usage")).append("  ").append(page.usage()).append('\n');
        if (!page.about().isBlank()) out.append('\n').append(heading("Description")).append(paragraphs(page.about(), "  "));
        for (Page.Group group : page.groups()) {
            out.append('\n').append(heading(group.title()));
            group.options().forEach(option -> option(out, option));
        }
        if (!page.examples().isEmpty()) {
            out.append('\n').append(heading("Examples"));
            String gap = "";
            for (Page.Example example : page.examples()) {
                out.append(gap).append(paragraphs(example.purpose() + ":", "  ")).append("    $ ").append(example.command())
                        .append('\n');
                gap = "\n";
            }
        }
        out.append('\n').append(heading("Exit codes"));
        exits(page).forEach(exit -> entry(out, "  " + exit.code(), exit.meaning(), 8));
        if (!page.related().isEmpty()) {
            List<String> names = page.related().stream().map(name -> "slipway help " + name).toList();
            out.append('\n').append(heading("See also")).append(paragraphs(String.join(", ", names), "  "));
        }
        return out.toString();
    }

    /// All exit codes of a command, sorted: those that every command has among them.
    static List<Page.Exit> exits(Page page) {
        var common = List.of(
                new Page.Exit(0, "done"),
                new Page.Exit(2, "the command line is wrong"),
                new Page.Exit(3, "the input cannot be used: a file, a name, a Dockerfile"),
                new Page.Exit(70, "a bug in slipway"),
                new Page.Exit(130, "interrupted"));
        return java.util.stream.Stream.concat(
                        common.stream().filter(exit -> page.exits().stream().noneMatch(own -> own.code() == exit.code())),
                        page.exits().stream())
                .sorted(java.util.Comparator.comparingInt(Page.Exit::code))
                .toList();
    }

    private void option(StringBuilder out, Option option) {
        entry(out, "  " + option.signature(), option.help(), 30);
    }

    /// A term and its explanation, side by side where the term is short, one below the other where it is not.
    private void entry(StringBuilder out, String term, String explanation, int column) {
        List<String> lines = Wrap.lines(explanation, Math.max(20, width - column));
        out.append(paint(term));
        if (term.length() + 2 > column) {
            out.append('\n').append(" ".repeat(column));
        } else {
            out.append(" ".repeat(column - term.length()));
        }
        out.append(lines.getFirst()).append('\n');
        lines.stream().skip(1).forEach(line -> out.append(" ".repeat(column)).append(line).append('\n'));
    }

    private String paragraphs(String text, String indent) {
        return Wrap.paragraphs(text, width, indent);
    }

    private String heading(String title) {
        return paint(title + ":") + "\n";
    }

    private String paint(String text) {
        return colour == Colour.ANSI ? BOLD + text + RESET : text;
    }
}
