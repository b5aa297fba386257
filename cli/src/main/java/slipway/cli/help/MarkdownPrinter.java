package slipway.cli.help;

import java.util.stream.Collectors;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Option;
import slipway.cli.spec.Page;

/// Prints the page of a command for the documentation: `docs/commands`.
public final class MarkdownPrinter {

    private MarkdownPrinter() {}

    public static String print(Page page) {
        var out = new StringBuilder();
        out.append("# slipway ").append(page.name()).append("\n\n").append(page.summary()).append(".\n\n");
        out.append("```\n").append(page.usage()).append("\n```\n");
        if (!page.about().isBlank()) out.append('\n').append(escaped(page.about().strip())).append('\n');
        for (Page.Group group : page.groups()) {
            out.append("\n## ").append(group.title()).append("\n\n| Option | Meaning |\n| --- | --- |\n");
            group.options().forEach(option -> out.append("| `").append(option.signature().strip()).append("` | ")
                    .append(escaped(option.help() + values(option)).replace("|", "\\|")).append(" |\n"));
        }
        if (!page.examples().isEmpty()) {
            out.append("\n## Examples\n");
            page.examples()
                    .forEach(example -> out.append('\n').append(example.purpose()).append(":\n\n```sh\n")
                    .append(example.command())
                    .append("\n```\n"));
        }
        out.append("\n## Exit codes\n\n| Code | Meaning |\n| --- | --- |\n");
        HelpPrinter.exits(page)
                .forEach(exit -> out.append("| ").append(exit.code()).append(" | ").append(exit.meaning()).append(" |\n"));
        if (!page.related().isEmpty()) {
            out.append("\nSee also ").append(page.related().stream().map(name -> "[slipway " + name + "](" + name + ".md)")
                    .collect(Collectors.joining(", "))).append(".\n");
        }
        return out.toString();
    }

    private static String values(Option option) {
        boolean unsaid = option.values() instanceof Candidates.Words(var words) && !words.stream()
                .allMatch(option.help()::contains);
        return unsaid && option.values() instanceof Candidates.Words(var words) ? ". One of " + String.join(", ", words)
                : "";
    }

    /// Text whose signs are no mark-up.
    private static String escaped(String text) {
        return text.replace("<", "\\<").replace("*", "\\*").replace("{{", "`{{").replace("}}", "}}`");
    }
}
