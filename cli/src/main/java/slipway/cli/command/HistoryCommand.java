package slipway.cli.command;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import slipway.cli.Call;
import slipway.cli.holdings.Holdings;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Operands;
import slipway.cli.spec.Option;
import slipway.cli.spec.Page;
import slipway.cli.view.Age;
import slipway.cli.view.Listing;
import slipway.cli.view.Size;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.HistoryEntry;
import slipway.image.Image;
import slipway.image.Layer;
import slipway.image.json.Json;
import slipway.image.store.DirectoryStore;

/// `slipway history`: how an image came to be.
final class HistoryCommand implements Command {
    private static final int LONGEST = 45;
    private static final Option HUMAN = Option.optional("-H, --human WHETHER",
            "Sizes and times in words people use; false for bytes and dates").among("true", "false");
    private static final Option QUIET = Option.flag("-q, --quiet", "Print image IDs only");

    @Override
    public String name() {
        return "history";
    }

    @Override
    public Section section() {
        return Section.IMAGES;
    }

    @Override
    public String summary() {
        return "Show the steps that made an image, and what each added";
    }

    @Override
    public Page page() {
        return Page.of(name(), summary(), Operands.exactly(1, "IMAGE", Candidates.IMAGES), """
                Lists the steps, the last one first. SIZE is what the step's layer takes in the store, compressed; steps
                that changed no file have 0B. Only the whole image has an ID: <missing> stands for the states in between,
                which are not kept.

                A template can use .ID, .CreatedSince, .CreatedAt, .CreatedBy, .Size, .Comment and .Layer, the digest of
                the layer.""")
                .options("How", HUMAN, Formats.NO_TRUNC, QUIET, Formats.FORMAT)
                .example("slipway history app", "See what each step added")
                .example("slipway history --no-trunc --format '{{.Size}}\\t{{.CreatedBy}}' app", "Read the whole commands")
                .see("images", "inspect");
    }

    @Override
    public int run(Call call) throws IOException {
        try (DirectoryStore store = call.openStore()) {
            String word = call.arguments().operand(0);
            Image image = Holdings.of(store).find(word).image().orElseThrow(() -> new SlipwayException.BadInput(
                    Problem.of("none of the images that " + word + " lists is in the store")
                            .hint("slipway pull " + word + " fetches one")));
            List<Json.Obj> rows = rows(image, call);
            if (call.arguments().has(QUIET)) {
                rows.forEach(row -> call.print(row.string("ID").orElseThrow()));
                return 0;
            }
            var headings = new LinkedHashMap<String, String>();
            headings.put("ID", "IMAGE");
            headings.put("CreatedSince", "CREATED");
            headings.put("CreatedAt", "CREATED AT");
            headings.put("CreatedBy", "CREATED BY");
            headings.put("Size", "SIZE");
            headings.put("Comment", "COMMENT");
            headings.put("Layer", "LAYER");
            new Listing(List.of("ID", "CreatedSince", "CreatedBy", "Size", "Comment"), headings)
                    .print(rows, call.arguments().value(Formats.FORMAT).orElse(""), call::print);
        }
        return 0;
    }

    private static List<Json.Obj> rows(Image image, Call call) {
        boolean whole = call.arguments().has(Formats.NO_TRUNC);
        boolean human = !call.arguments().value(HUMAN).orElse("true").equals("false");
        Instant now = call.clock().instant();
        Iterator<Layer> layers = image.layers().iterator();
        var rows = new ArrayList<Json.Obj>();
        List<HistoryEntry> history = image.config().history();
        for (int i = 0; i < history.size(); i++) {
            HistoryEntry entry = history.get(i);
            Optional<Layer> layer = entry.emptyLayer() || !layers.hasNext() ? Optional.empty() : Optional.of(layers.next());
            String id = i < history.size() - 1 ? "<missing>" : whole ? image.id().toString() : image.id().shortHex();
            rows.add(row(entry, layer, id, now, whole, human));
        }
        while (layers.hasNext()) {
            var unexplained = new HistoryEntry(Optional.empty(), "", Optional.empty(), Optional.empty(), false);
            rows.add(row(unexplained, Optional.of(layers.next()), "<missing>", now, whole, human));
        }
        Collections.reverse(rows);
        return rows;
    }

    private static Json.Obj row(HistoryEntry entry, Optional<Layer> layer, String id, Instant now, boolean whole,
            boolean human) {
        Optional<Instant> created = Age.parse(entry.created());
        long size = layer.map(l -> l.descriptor().size()).orElse(0L);
        String by = entry.createdBy().replace('\t', ' ').replace('\n', ' ');
        return Json.object()
                .put("Comment", entry.comment().orElse(""))
                .put("CreatedAt", entry.created().orElse(Age.UNKNOWN))
                .put("CreatedBy", whole || by.codePointCount(0, by.length()) <= LONGEST ? by
                        : by.substring(0, by.offsetByCodePoints(0, LONGEST - 1)) + "…")
                .put("CreatedSince", human
                        ? created.map(then -> Age.ago(then, now)).orElse(Age.UNKNOWN)
                        : entry.created().orElse(Age.UNKNOWN))
                .put("ID", id)
                .put("Layer", layer.map(l -> l.descriptor().digest().toString()).orElse(""))
                .put("Size", human ? Size.human(size) : Long.toString(size))
                .build();
    }
}
