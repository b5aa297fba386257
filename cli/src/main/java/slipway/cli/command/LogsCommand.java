package slipway.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import slipway.build.Progress;
import slipway.cli.Call;
import slipway.cli.progress.PlainProgress;
import slipway.cli.record.BuildRecord;
import slipway.cli.record.BuildRecords;
import slipway.cli.record.LogReplay;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Operands;
import slipway.cli.spec.Option;
import slipway.cli.spec.Page;
import slipway.cli.view.Age;
import slipway.cli.view.Listing;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Reference;
import slipway.image.json.Json;
import slipway.image.store.DirectoryStore;

/// `slipway logs`: what the steps of a build wrote, all of it, after the build.
final class LogsCommand implements Command {
    private static final Option LIST = Option.flag("-l, --list", "List the builds whose logs are kept");
    private static final Option STEP = Option.value("--step TEXT",
            "Only the steps whose number is TEXT, or whose name contains it");
    private static final Option PROGRESS = Option.value("--progress KIND",
            "How to print: plain, or rawjson for programs").among("plain", "rawjson");

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public Section section() {
        return Section.BUILD;
    }

    @Override
    public String summary() {
        return "Show what the steps of a build wrote";
    }

    @Override
    public Page page() {
        return Page.of(name(), summary(), Operands.atMost(1, "[BUILD]", Candidates.IMAGES), """
                Prints the log of the last build, or of the one that BUILD names: by the beginning of its ID, or by the \
                name of the image it made. Nothing is cut from it, however long it is and however the build was shown.

                The logs of the last 100 builds are kept, as long as they take no more than 512 MiB.

                A template for --list can use .ID, .Source, .Started, .StartedAt, .Duration, .Outcome, .Names and \
                .Digest.""")
                .options("What", LIST, STEP)
                .options("How", PROGRESS, Formats.FORMAT)
                .example("slipway logs", "Read the log of the last build")
                .example("slipway logs --step 'npm ci' app", "See what npm wrote when app was built last")
                .see("build");
    }

    @Override
    public int run(Call call) throws IOException {
        try (DirectoryStore store = call.openStore()) {
            var records = BuildRecords.of(store, call.clock());
            if (call.arguments().has(LIST)) {
                list(records.list(), call);
                return 0;
            }
            BuildRecord record = call.arguments().operands().isEmpty()
                    ? records.last().orElseThrow(() -> new SlipwayException.BadInput(Problem.of("there was no build yet")
                            .hint("slipway build makes one")))
                    : records.find(call.arguments().operand(0));
            print(records, record, call);
        }
        return 0;
    }

    private static void print(BuildRecords records, BuildRecord record, Call call) throws IOException {
        if (call.arguments().value(PROGRESS).filter("rawjson"::equals).isPresent()) {
            call.console().out().flush();
            Files.copy(records.log(record), call.console().out());
            return;
        }
        var replay = new LogReplay(call.arguments().value(STEP).map(LogsCommand::wanted).orElse(_ -> true));
        try (var view = new PlainProgress(call.console().out(), replay.clock(), call.console().resultColour())) {
            replay.tell(records.log(record), view);
        }
    }

    private static Predicate<Progress.Step> wanted(String text) {
        if (text.matches("#?\\d{1,6}")) {
            int number = Integer.parseInt(text.replace("#", ""));
            return step -> step.number() == number;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return step -> step.name().toLowerCase(Locale.ROOT).contains(lower);
    }

    private static void list(List<BuildRecord> records, Call call) {
        var headings = new LinkedHashMap<String, String>();
        for (String heading : List.of("ID", "Source", "Started", "StartedAt", "Duration", "Outcome", "Names", "Digest")) {
            headings.put(heading, heading.toUpperCase(Locale.ROOT));
        }
        new Listing(List.of("ID", "Source", "Started", "Duration", "Outcome", "Names"), headings)
                .print(records.stream().map(record -> row(record, call.clock().instant())).toList(),
                        call.arguments().value(Formats.FORMAT).orElse(""), call::print);
    }

    private static Json.Obj row(BuildRecord record, Instant now) {
        Optional<Duration> took = record.ended().map(end -> Duration.between(record.started(), end));
        return Json.object()
                .put("ID", record.id())
                .put("Source", record.source())
                .put("Started", Age.ago(record.started(), now))
                .put("StartedAt", record.started().toString())
                .put("Duration", took.map(time -> "%.1fs".formatted(time.toMillis() / 1000.0)).orElse(""))
                .put("Outcome", record.outcome().name().toLowerCase(Locale.ROOT))
                .put("Names", String.join(", ", record.names().stream()
                        .map(name -> Reference.parse(name).familiar()).toList()))
                .put("Digest", record.digest().orElse(""))
                .build();
    }
}
