package slipway.check.outline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import slipway.check.view.StageView;
import slipway.check.view.View;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;

/// What a build of one target can be given: arguments, secrets, agents for ssh, as far as the stages that it needs use them.
///
/// @param name of the target, if it has one
/// @param description what `# name …` above it says
/// @param arguments in the order of the text, and so are the others
public record Outline(Source source, Optional<String> name, Optional<String> description, List<Argument> arguments,
        List<Access> secrets, List<Access> ssh) {

    public Outline {
        arguments = List.copyOf(arguments);
        secrets = List.copyOf(secrets);
        ssh = List.copyOf(ssh);
    }

    /// @param value the one it has, with what the build is given; empty for none
    /// @param place the `ARG`
    public record Argument(String name, String value, Optional<String> description, Span place) {}

    /// A secret or an agent that a `RUN` mounts.
    ///
    /// @param place the `RUN`
    public record Access(String name, Need need, Span place) {}

    /// Whether the build fails without it.
    public enum Need {
        OPTIONAL,
        REQUIRED
    }

    /// The outline of the view's target. A view whose target is not there, or could not be looked at, has none.
    public static Optional<Outline> of(View view) {
        return view.target().map(target -> of(view, target));
    }

    private static Outline of(View view, StageView target) {
        var collector = new Collector(view);
        collector.add(target);
        Optional<String> name = target.stage().name();
        return new Outline(view.source(), name, name.flatMap(known -> Descriptions.of(view, target.stage().from(), known)),
                collector.arguments(), collector.secrets(), collector.ssh());
    }

    /// The tables that `--call=outline` prints; nothing where there is nothing to say.
    public String text() {
        var out = new StringBuilder();
        name.ifPresent(known -> {
            var rows = new ArrayList<>(List.of(List.of("TARGET:", known)));
            description.ifPresent(text -> rows.add(List.of("DESCRIPTION:", text)));
            out.append(TextTable.of(rows, 1)).append('\n');
        });
        table(out, List.of("BUILD ARG", "VALUE", "DESCRIPTION"), arguments.stream()
                .map(argument -> List.of(argument.name, argument.value, argument.description.orElse(""))));
        table(out, List.of("SECRET", "REQUIRED"), secrets.stream().map(Outline::row));
        table(out, List.of("SSH", "REQUIRED"), ssh.stream().map(Outline::row));
        return out.toString();
    }

    private static List<String> row(Access access) {
        return List.of(access.name, access.need == Need.REQUIRED ? "true" : "");
    }

    private static void table(StringBuilder out, List<String> head, Stream<List<String>> rows) {
        List<List<String>> all = Stream.concat(Stream.of(head), rows).toList();
        if (all.size() > 1) out.append(TextTable.of(all, 3)).append('\n');
    }
}
