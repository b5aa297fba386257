package slipway.conformance;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import slipway.image.json.Json;

/// What an image's configuration says, as facts.
///
/// @param emptyLayers the positions of layers that nothing is in, which count as not there: BuildKit leaves them out, but
///     knows them by the digest of what its gzip makes of them, and another gzip makes something else
record ConfigFacts(Json.Obj config, Set<Integer> emptyLayers) {

    void addTo(ImageView view) {
        config.members().forEach((key, value) -> {
            switch (key) {
                case "config" -> ((Json.Obj) value).members().forEach((name, member) -> add(view, name, member));
                case "history", "rootfs" -> { }
                case "created" -> view.add("config created", ImageView.TIME, text(value));
                default -> add(view, key, value);
            }
        });
        int number = 0;
        int layer = 0;
        for (Json item : config.array("history")) {
            var entry = (Json.Obj) item;
            String subject = "history %02d".formatted(number++);
            boolean hasNoLayer = entry.isTrue("empty_layer") || emptyLayers.contains(layer);
            if (!entry.isTrue("empty_layer")) layer++;
            view.add(subject, "", history(entry) + (hasNoLayer ? " [empty]" : ""));
            view.add(subject, ImageView.TIME, entry.string("created").orElse(""));
        }
        int layers = config.object("rootfs").array("diff_ids").size() - emptyLayers.size();
        view.add("history layers", "", Integer.toString(layers));
    }

    private static void add(ImageView view, String key, Json value) {
        if (!isNothing(key, value)) view.add("config", key, text(value));
    }

    private static String text(Json value) {
        return value instanceof Json.Str(var text) ? text : sorted(value).toText();
    }

    private static String history(Json.Obj entry) {
        return entry.string("created_by").orElse("")
                + entry.string("comment").map(comment -> " (" + comment + ")").orElse("")
                + entry.string("author").map(author -> " by " + author).orElse("");
    }

    /// What says as much as if it were not there. An empty command is not nothing: it takes away that of the base.
    private static boolean isNothing(String key, Json value) {
        return switch (value) {
            case Json.Null _ -> true;
            case Json.Str(var text) -> text.isEmpty();
            case Json.Bool(var is) -> !is;
            case Json.Obj(var members) -> members.isEmpty();
            case Json.Arr(var items) -> items.isEmpty() && !List.of("Entrypoint", "Cmd").contains(key);
            case Json.Num _ -> false;
        };
    }

    private static Json sorted(Json value) {
        if (!(value instanceof Json.Obj(var members))) return value;
        var json = Json.object();
        new TreeMap<>(members).forEach((key, member) -> json.put(key, sorted(member)));
        return json.build();
    }
}
