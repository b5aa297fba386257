package slipway.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.image.json.Json;

/// What of an image is compared: one line for each fact, under a key such as `config Env`, `history 3`, `/bin/sh mode`.
///
/// Not in it: times, and what Docker says about the container in which it made the image.
record ImageView(SortedMap<String, String> facts) {

    private static final Set<String> OF_CONTAINERS = Set.of("Hostname", "Domainname", "AttachStdin", "AttachStdout",
            "AttachStderr", "Tty", "OpenStdin", "StdinOnce", "Image");

    private static final String KIND = " kind";

    static ImageView of(byte[] config, LayeredFiles files) {
        return of(config, files, Set.of());
    }

    /// @param emptyLayers the positions of layers that nothing is in. BuildKit leaves them out of the images it exports, and
    ///     marks their history; Docker 20.10, which exports into a store of its own, keeps them.
    static ImageView of(byte[] config, LayeredFiles files, Set<Integer> emptyLayers) {
        var facts = new TreeMap<String, String>();
        Json.Obj json = Json.parseObject(config);
        for (String key : List.of("architecture", "os", "variant", "author")) {
            json.string(key).filter(value -> !value.isEmpty()).ifPresent(value -> facts.put("config " + key, value));
        }
        json.object("config").members().forEach((key, value) -> {
            if (!OF_CONTAINERS.contains(key) && !isNothing(key, value)) facts.put("config " + key, sorted(value).toText());
        });
        int number = 0;
        int layer = 0;
        for (Json entry : json.array("history")) {
            boolean hasNoLayer = ((Json.Obj) entry).isTrue("empty_layer") || emptyLayers.contains(layer);
            if (!((Json.Obj) entry).isTrue("empty_layer")) layer++;
            facts.put("history %02d".formatted(number++), history((Json.Obj) entry) + (hasNoLayer ? " [empty]" : ""));
        }
        facts.put("history layers", Integer.toString(json.object("rootfs").array("diff_ids").size() - emptyLayers.size()));
        files.facts().forEach((path, of) -> of.forEach((key, value) -> facts.put(path + " " + key, value)));
        return new ImageView(facts);
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
            case Json.Arr(var items) -> items.isEmpty() && !key.equals("Entrypoint") && !key.equals("Cmd");
            case Json.Num _ -> false;
        };
    }

    private static Json sorted(Json value) {
        if (!(value instanceof Json.Obj(var members))) return value;
        var json = Json.object();
        new TreeMap<>(members).forEach((key, member) -> json.put(key, sorted(member)));
        return json.build();
    }

    /// The paths of the image.
    List<String> paths() {
        return facts.keySet().stream()
                .filter(key -> key.startsWith("/") && key.endsWith(KIND))
                .map(key -> key.substring(0, key.length() - KIND.length()))
                .toList();
    }

    /// The view without what it has in common with a base: for `expected.txt`.
    List<String> linesWithout(ImageView base) {
        var lines = new ArrayList<String>();
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            if (fact.getKey().startsWith("/") && fact.getValue().equals(base.facts.get(fact.getKey()))) continue;
            lines.add(fact.getKey() + ": " + fact.getValue());
        }
        List<String> deleted = base.paths().stream().filter(path -> !facts.containsKey(path + " kind")).toList();
        for (String path : deleted) {
            if (!deleted.contains(path.substring(0, path.lastIndexOf('/')))) lines.add("deleted: " + path);
        }
        return lines;
    }
}
