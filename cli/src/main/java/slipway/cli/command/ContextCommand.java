package slipway.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slipway.build.BuildRequest;
import slipway.build.builder.ContextReport;
import slipway.build.builder.ContextReport.Decision;
import slipway.build.builder.ContextReport.Explanation;
import slipway.build.builder.ContextReport.Found;
import slipway.cli.Call;
import slipway.cli.build.ContextLoader;
import slipway.cli.build.LoadedContext;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Operands;
import slipway.cli.spec.Option;
import slipway.cli.spec.Page;
import slipway.cli.view.Listing;
import slipway.cli.view.Size;
import slipway.diagnostics.Location;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Suggestion;
import slipway.image.json.Json;

/// `slipway context`: which files a build sees, and why not the others.
final class ContextCommand implements Command {

    private static final List<String> ACTIONS = List.of("ls", "explain");
    private static final Option FILE = Option.value("-f, --file FILE",
            "The Dockerfile, which decides which .dockerignore counts");
    private static final Option CONTEXT = Option.value("--context DIR",
            "The context of explain, if it is not this directory");
    private static final Option EXCLUDED = Option.flag("--excluded",
            "List what is excluded, and the line that excludes it");

    @Override
    public String name() {
        return "context";
    }

    @Override
    public Section section() {
        return Section.BUILD;
    }

    @Override
    public String summary() {
        return "Show which files a build sees, and why";
    }

    @Override
    public Page page() {
        return Page.of(name(), summary(), Operands.atLeast(1, "ls [CONTEXT] | explain PATH...", Candidates.FILES), """
                ls lists what of a context a build sees, with sizes; with --excluded, what it does not see, and the line \
                of the .dockerignore that says so.

                explain says of each path which line of the .dockerignore excludes it or takes it in again, by itself or \
                by a directory above, and which instructions of the Dockerfile take it. Base images are not asked: what \
                their triggers take, and paths with their variables, are not known here.

                A template for ls can use .Path, .Kind, .Size and .Bytes, with --excluded .By, .Line and .Pattern, too. \
                A template for explain can use all of these, .Seen, .Above (the directory that the line is about) and \
                .Uses.""")
                .options("Which context", FILE, CONTEXT)
                .options("How", EXCLUDED, Formats.FORMAT)
                .example("slipway context ls", "See what COPY . . would copy")
                .example("slipway context explain dist/app.js", "Find out why COPY does not find a file")
                .see("build");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        String action = call.arguments().operand(0);
        List<String> rest = call.arguments().operands().subList(1, call.arguments().operands().size());
        switch (action) {
            case "ls" -> list(call, rest);
            case "explain" -> explain(call, rest);
            default -> throw new SlipwayException.Usage(Problem.of("a context cannot " + action)
                    .hint(Suggestion.didYouMean(action, ACTIONS).orElse("it can " + String.join(" and ", ACTIONS))));
        }
        return 0;
    }

    private static ContextReport report(Call call, String context) throws IOException, InterruptedException {
        if (!Files.isDirectory(call.path(context))) {
            throw new SlipwayException.BadInput(Problem.of("there is no directory " + context));
        }
        LoadedContext loaded = ContextLoader.directory(call, call.path(context), call.arguments().value(FILE), context);
        return ContextReport.of(BuildRequest.of(loaded.dockerfile(), loaded.root()));
    }

    private static void list(Call call, List<String> operands) throws IOException, InterruptedException {
        if (operands.size() > 1) {
            throw new SlipwayException.Usage(Problem.of("ls takes one context, not " + operands.size()));
        }
        ContextReport report = report(call, operands.isEmpty() ? "." : operands.getFirst());
        String format = call.arguments().value(Formats.FORMAT).orElse("");
        if (call.arguments().has(EXCLUDED)) {
            listing("Path", "Size", "By", "Pattern").print(report.excluded().stream().map(ContextCommand::row).toList(),
                    format, call::print);
            return;
        }
        List<Found> seen = report.seen();
        listing("Path", "Size").print(seen.stream().map(found -> fields(found).build()).toList(), format, call::print);
        if (format.isEmpty()) {
            long bytes = seen.stream().mapToLong(Found::size).sum();
            long files = seen.stream().filter(found -> !found.kind().equals("directory")).count();
            call.say(files + (files == 1 ? " file, " : " files, ") + Size.human(bytes));
        }
    }

    private static void explain(Call call, List<String> paths) throws IOException, InterruptedException {
        if (paths.isEmpty()) throw new SlipwayException.Usage(Problem.of("explain needs a path")
                .hint("name a file of the context: slipway context explain src/main.c"));
        ContextReport report = report(call, call.arguments().value(CONTEXT).orElse("."));
        String format = call.arguments().value(Formats.FORMAT).orElse("");
        for (String path : paths) {
            Explanation explanation = report.explain(path);
            if (format.isEmpty()) print(explanation, call);
            else listing("Path", "Size", "Seen", "By", "Pattern").print(List.of(row(explanation)), format, call::print);
        }
    }

    private static void print(Explanation explanation, Call call) {
        String path = explanation.found().path();
        call.print(path.isEmpty() ? "." : path);
        call.print("  " + verdict(explanation));
        explanation.decision().ifPresent(decision -> call.print("  " + place(decision.location()) + ": " + decision.line()
                + (decision.matched().equals(path) ? "" : "  (about " + decision.matched() + ")")));
        explanation.uses().forEach(use -> call.print("  taken by " + place(use.location()) + ": " + use.instruction()));
        if (explanation.seen() && explanation.uses().isEmpty()) call.print("  taken by no instruction");
    }

    private static String place(Location location) {
        return location.source().name() + ":" + location.line();
    }

    private static String verdict(Explanation explanation) {
        if (explanation.partly()) return "excluded, but for something in it";
        if (!explanation.seen()) return "excluded";
        return explanation.decision().isPresent() ? "seen: it is included again" : "seen: nothing excludes it";
    }

    private static Listing listing(String... columns) {
        var headings = new LinkedHashMap<String, String>();
        for (String heading : List.of("Path", "Kind", "Size", "Bytes", "Seen", "By", "Line", "Pattern", "Above", "Uses")) {
            headings.put(heading, heading.toUpperCase(Locale.ROOT));
        }
        return new Listing(List.of(columns), headings);
    }

    private static Json.ObjectBuilder fields(Found found) {
        return Json.object()
                .put("Path", found.path())
                .put("Kind", found.kind())
                .put("Size", found.kind().equals("file") ? Size.human(found.size()) : "")
                .put("Bytes", found.size());
    }

    private static Json.Obj row(Explanation explanation) {
        Optional<Decision> decision = explanation.decision();
        String seen = explanation.partly() ? "partly" : explanation.seen() ? "yes" : "no";
        return fields(explanation.found())
                .put("Seen", seen)
                .put("By", decision.map(by -> place(by.location())).orElse(""))
                .put("Line", decision.map(by -> String.valueOf(by.location().line())).orElse(""))
                .put("Pattern", decision.map(Decision::line).orElse(""))
                .put("Above", decision.map(Decision::matched).filter(path -> !path.equals(explanation.found().path()))
                        .orElse(""))
                .put("Uses", Json.array(explanation.uses().stream().map(use -> (Json) Json.object()
                        .put("At", place(use.location()))
                        .put("Instruction", use.instruction())
                        .build()).toList()))
                .build();
    }
}
