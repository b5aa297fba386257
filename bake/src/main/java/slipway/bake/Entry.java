package slipway.bake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.bake.evaluate.Value;
import slipway.image.json.Json;

/// One item of an attribute whose items have parts: where a cache is, where a result goes, what a secret is.
public sealed interface Entry {

    /// As an option of the command line has it: `type=registry,ref=app`.
    String option();

    /// As `--print` shows it.
    Json toJson();

    /// A place that a cache is taken from or given to.
    record Cache(String type, SortedMap<String, String> attributes) implements Entry {
        public Cache {
            attributes = sorted(attributes);
        }

        @Override
        public String option() {
            return joined(with(attributes, Map.of("type", type)));
        }

        @Override
        public Json toJson() {
            return Json.strings(with(attributes, Map.of("type", type)));
        }
    }

    /// A place that a result goes to.
    ///
    /// @param destination empty if it has none
    record Export(String type, String destination, SortedMap<String, String> attributes) implements Entry {
        public Export {
            attributes = sorted(attributes);
        }

        @Override
        public String option() {
            return joined(all());
        }

        @Override
        public Json toJson() {
            return Json.strings(all());
        }

        private SortedMap<String, String> all() {
            return with(attributes, destination.isEmpty() ? Map.of("type", type)
                    : Map.of("type", type, "dest", destination));
        }
    }

    /// An attestation that is made.
    record Attest(String type, Use use, SortedMap<String, String> attributes) implements Entry {
        public Attest {
            attributes = sorted(attributes);
        }

        /// Whether it is made at all.
        public enum Use {
            MADE,
            DISABLED
        }

        @Override
        public String option() {
            return joined(with(attributes, use == Use.DISABLED ? Map.of("type", type, "disabled", "true")
                    : Map.of("type", type)));
        }

        @Override
        public Json toJson() {
            var members = new TreeMap<String, Json>(Value.ORDER);
            attributes.forEach((name, value) -> members.put(name, Json.of(value)));
            members.put("type", Json.of(type));
            if (use == Use.DISABLED) members.put("disabled", Json.of(true));
            return new Json.Obj(members);
        }
    }

    /// A secret: from a file, or from a variable.
    ///
    /// @param file empty if it is not from a file
    /// @param variable empty if it is not from a variable
    record Secret(String id, String file, String variable) implements Entry {
        @Override
        public String option() {
            var parts = new TreeMap<String, String>();
            if (!id.isEmpty()) parts.put("id", id);
            if (!file.isEmpty()) parts.put("src", file);
            if (!variable.isEmpty()) parts.put("env", variable);
            return joined(parts);
        }

        @Override
        public Json toJson() {
            return Json.object().putUnlessEmpty("id", id).putUnlessEmpty("src", file).putUnlessEmpty("env", variable)
                    .build();
        }
    }

    /// An agent or keys for SSH.
    record Ssh(String id, List<String> paths) implements Entry {
        public Ssh {
            paths = List.copyOf(paths);
        }

        @Override
        public String option() {
            return paths.isEmpty() ? id : id + "=" + String.join(",", paths);
        }

        @Override
        public Json toJson() {
            return Json.object().putUnlessEmpty("id", id).putUnlessEmpty("paths", paths).build();
        }
    }

    /// Each entry once, and of attestations the last of each type.
    ///
    /// The order is that of `docker buildx bake`, which lets the last entry take the place of a removed one.
    static List<Entry> distinct(List<Entry> entries) {
        if (!entries.isEmpty() && entries.getFirst() instanceof Attest) return lastOfType(entries);
        var each = new ArrayList<>(entries);
        for (int i = each.size() - 2; i >= 0; i--) {
            int same = each.subList(i + 1, each.size()).indexOf(each.get(i));
            if (same < 0) continue;
            Entry last = each.removeLast();
            if (i + 1 + same < each.size()) each.set(i + 1 + same, last);
        }
        return each;
    }

    private static List<Entry> lastOfType(List<Entry> entries) {
        var byType = new java.util.LinkedHashMap<String, Entry>();
        for (Entry entry : entries) if (entry instanceof Attest attest) byType.put(attest.type(), attest);
        return List.copyOf(byType.values());
    }

    private static SortedMap<String, String> sorted(Map<String, String> map) {
        var sorted = new TreeMap<String, String>(Value.ORDER);
        sorted.putAll(map);
        return Collections.unmodifiableSortedMap(sorted);
    }

    private static SortedMap<String, String> with(Map<String, String> map, Map<String, String> more) {
        var all = new TreeMap<String, String>(Value.ORDER);
        all.putAll(map);
        all.putAll(more);
        return all;
    }

    /// Fields of CSV; one that holds a comma or a quote stands in quotes.
    private static String joined(Map<String, String> parts) {
        return String.join(",", parts.entrySet().stream().map(part -> {
            String field = part.getKey() + "=" + part.getValue();
            return field.matches("(?s).*[,\"\n].*") ? '"' + field.replace("\"", "\"\"") + '"' : field;
        }).toList());
    }
}
