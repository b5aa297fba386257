package slipway.check.outline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slipway.check.view.View;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.Instruction.From;
import slipway.dockerfile.Stage;
import slipway.dockerfile.Word;

/// The stages that `--target` can name. The last one is built if none is named.
public record Targets(Source source, List<Target> all) {

    public Targets {
        all = List.copyOf(all);
    }

    /// @param name in lower case
    /// @param description what `# name …` above it says
    /// @param base as written, variables and all, and so is the platform
    /// @param place the `FROM`
    public record Target(Optional<String> name, Optional<String> description, String base, Optional<String> platform,
            Span place) {}

    public static Targets of(View view) {
        List<Target> targets = view.file().stages().stream().map(stage -> target(view, stage)).toList();
        return new Targets(view.source(), targets);
    }

    private static Target target(View view, Stage stage) {
        From from = stage.from();
        Optional<String> name = from.stageName().map(word -> word.text().toLowerCase(Locale.ROOT));
        return new Target(name, name.flatMap(known -> Descriptions.of(view, from, known)), from.image().text(),
                from.platform().map(Word::text), from.span());
    }

    public boolean isDefault(Target target) {
        return !all.isEmpty() && target.equals(all.getLast());
    }

    /// The table that `--call=targets` prints.
    public String text() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("TARGET", "DESCRIPTION"));
        for (Target target : all) {
            String name = target.name().orElse("");
            if (isDefault(target)) name = name.isEmpty() ? "(default)" : name + " (default)";
            rows.add(List.of(name, target.description().orElse("")));
        }
        return TextTable.of(rows, 1);
    }
}
