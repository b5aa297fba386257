package slipway.cli.command;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import slipway.cli.Call;
import slipway.cli.holdings.Holding;
import slipway.cli.holdings.Holdings;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Operands;
import slipway.cli.spec.Option;
import slipway.cli.spec.Page;
import slipway.cli.view.Age;
import slipway.cli.view.Listing;
import slipway.cli.view.Size;
import slipway.image.Digest;
import slipway.image.Reference;
import slipway.image.json.Json;
import slipway.image.store.DirectoryStore;

/// `slipway images`: what the store holds.
final class ImagesCommand implements Command {
    private static final String NONE = "<none>";
    private static final Option ALL = Option.flag("-a, --all", "Show images that have lost their name too");
    private static final Option QUIET = Option.flag("-q, --quiet", "Print image IDs only");
    private static final Option DIGESTS = Option.flag("--digests", "Show the digests of manifests and indexes too");
    private static final Option FILTER = Option.values("-f, --filter KEY=VALUE",
            "Show only some: reference=PATTERN, label=KEY[=VALUE], before=IMAGE, since=IMAGE, dangling=true");

    @Override
    public String name() {
        return "images";
    }

    @Override
    public Section section() {
        return Section.IMAGES;
    }

    @Override
    public String summary() {
        return "List the images in the store";
    }

    @Override
    public Page page() {
        return Page.of(name(), summary(), Operands.atMost(1, "[NAME[:TAG]]", Candidates.IMAGES), """
                Lists images, the newest first. A name, which may have the wildcards * and ?, shows only those that match.
                SIZE is what an image takes in the store, compressed; layers that images share count for each.

                A template can use .Repository, .Tag, .ID, .Digest, .CreatedSince, .CreatedAt, .Size and .Platform. Images
                that are built reproducibly say nothing of when they were built: CREATED is N/A.""")
                .options("Which", ALL, FILTER)
                .options("How", QUIET, DIGESTS, Formats.NO_TRUNC, Formats.FORMAT)
                .example("slipway images", "List everything")
                .example("slipway images --filter label=team=web 'app*'", "List the images of one team")
                .example("slipway images --format 'table {{.Repository}}\\t{{.Size}}'", "Choose the columns")
                .see("history", "inspect", "rmi");
    }

    @Override
    public int run(Call call) throws IOException {
        try (DirectoryStore store = call.openStore()) {
            var holdings = Holdings.of(store);
            Filters filters = Filters.parse(call.arguments().values(FILTER), holdings);
            var shown = new ArrayList<Holding>(filters.dangling().orElse(false) ? List.of() : holdings.all());
            if (call.arguments().has(ALL) || filters.dangling().orElse(false)) shown.addAll(holdings.nameless());
            Optional<String> pattern = call.arguments().operands().stream().findFirst();
            var rows = new ArrayList<Row>();
            for (Holding holding : shown) {
                if (filters.accepts(holding)) rows(holding, pattern, filters).forEach(rows::add);
            }
            print(call, rows);
        }
        return 0;
    }

    /// A holding under one of its names.
    private record Row(Holding holding, Optional<Reference> name) {}

    private static List<Row> rows(Holding holding, Optional<String> pattern, Filters filters) {
        if (holding.names().isEmpty()) {
            return pattern.isPresent() || filters.hasReferences() ? List.of() : List.of(new Row(holding, Optional.empty()));
        }
        return holding.names().stream()
                .filter(name -> pattern.map(wanted -> NamePattern.of(wanted).matches(name)).orElse(true))
                .filter(filters::accepts)
                .map(name -> new Row(holding, Optional.of(name)))
                .toList();
    }

    private static void print(Call call, List<Row> rows) {
        boolean whole = call.arguments().has(Formats.NO_TRUNC);
        if (call.arguments().has(QUIET)) {
            var ids = new LinkedHashSet<String>();
            rows.forEach(row -> ids.add(id(row.holding().id(), whole)));
            ids.forEach(call::print);
            return;
        }
        String format = call.arguments().value(Formats.FORMAT).orElse("");
        List<String> columns = call.arguments().has(DIGESTS)
                ? List.of("Repository", "Tag", "Digest", "ID", "CreatedSince", "Size")
                : List.of("Repository", "Tag", "ID", "CreatedSince", "Size");
        var headings = new LinkedHashMap<String, String>();
        headings.put("Repository", "REPOSITORY");
        headings.put("Tag", "TAG");
        headings.put("Digest", "DIGEST");
        headings.put("ID", "IMAGE ID");
        headings.put("CreatedSince", "CREATED");
        headings.put("CreatedAt", "CREATED AT");
        headings.put("Size", "SIZE");
        headings.put("Platform", "PLATFORM");
        Instant now = call.clock().instant();
        new Listing(columns, headings)
                .print(rows.stream().map(row -> fields(row, now, whole)).toList(), format, call::print);
    }

    private static Json.Obj fields(Row row, Instant now, boolean whole) {
        Holding holding = row.holding();
        return Json.object()
                .put("CreatedAt", holding.created().map(Age::exact).orElse(Age.UNKNOWN))
                .put("CreatedSince", holding.created().map(then -> Age.ago(then, now)).orElse(Age.UNKNOWN))
                .put("Digest", holding.descriptor().digest().toString())
                .put("ID", id(holding.id(), whole))
                .put("Platform", holding.image().map(image -> image.config().platform().toString()).orElse(""))
                .put("Repository", row.name().map(Reference::familiarName).orElse(NONE))
                .put("Size", Size.human(holding.size()))
                .put("Tag", row.name().flatMap(Reference::tag).orElse(NONE))
                .build();
    }

    private static String id(Digest id, boolean whole) {
        return whole ? id.toString() : id.shortHex();
    }
}
