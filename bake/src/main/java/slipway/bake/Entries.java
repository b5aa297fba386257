package slipway.bake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import slipway.bake.Entry.Attest.Use;
import slipway.bake.Key.Kind;
import slipway.bake.evaluate.Conversion;
import slipway.bake.evaluate.Csv;
import slipway.bake.evaluate.FunctionFailed;
import slipway.bake.evaluate.Type;
import slipway.bake.evaluate.Value;

/// Reads entries from strings of fields and from objects.
///
/// Errors are [FunctionFailed]: whoever asks knows where the text stands.
public final class Entries {

    private Entries() {}

    /// The entries that one item of an attribute means; an empty string is none, and a cache may be several.
    static List<Entry> read(Kind kind, Value item) {
        if (item.equals(Value.of(""))) return List.of();
        if (item instanceof Value.Text(var text)) return parse(kind, text);
        if (item instanceof Value.Members members) return List.of(fromObject(kind, members));
        throw new FunctionFailed("an item must be a string or an object");
    }

    public static List<Entry> parse(Kind kind, String text) {
        if (text.isEmpty()) return List.of();
        return switch (kind) {
            case CACHES -> caches(text);
            case EXPORTS -> List.of(export(text));
            case ATTESTS -> List.of(attest(pairs(text)));
            case SECRETS -> List.of(secret(pairs(text)));
            case SSH_KEYS -> List.of(ssh(text));
            case TEXT, FLAG, TEXTS, PAIRS -> throw new IllegalStateException(kind + " has no entries");
        };
    }

    private static Entry fromObject(Kind kind, Value.Members members) {
        if (kind == Kind.SSH_KEYS) return sshFromObject(members);
        var fields = new TreeMap<String, String>(Value.ORDER);
        members.members().forEach((name, value) -> {
            if (!value.isNull()) fields.put(name, Conversion.convert(value, Type.TEXT) instanceof Value.Text(var text)
                    ? text : "");
        });
        return switch (kind) {
            case CACHES -> cache(fields);
            case EXPORTS -> export(fields);
            case ATTESTS -> attest(fields);
            case SECRETS -> secret(fields);
            case SSH_KEYS, TEXT, FLAG, TEXTS, PAIRS -> throw new IllegalStateException(kind + " has no entries");
        };
    }

    private static Entry sshFromObject(Value.Members members) {
        Value id = members.members().getOrDefault("id", Value.of(""));
        Value paths = Conversion.convert(members.members().getOrDefault("paths", Value.list(List.of())), Type.TEXTS);
        var texts = new ArrayList<String>();
        if (paths instanceof Value.Items(var _, var items)) {
            items.forEach(item -> texts.add(item instanceof Value.Text(var text) ? text : ""));
        }
        return new Entry.Ssh(Conversion.convert(id, Type.TEXT) instanceof Value.Text(var text) ? text : "", texts);
    }

    private static List<Entry> caches(String text) {
        if (text.contains("=")) return List.of(cache(pairs(text)));
        return Csv.fields(text).stream().<Entry>map(reference ->
                new Entry.Cache("registry", new TreeMap<>(Map.of("ref", reference)))).toList();
    }

    private static Entry cache(TreeMap<String, String> fields) {
        String type = taken(fields, "type");
        if (type.isEmpty()) throw new FunctionFailed("a cache needs a type, such as type=registry");
        return new Entry.Cache(type, fields);
    }

    private static Entry export(String text) {
        if (text.equals("-")) return new Entry.Export("tar", "-", new TreeMap<>());
        List<String> fields = Csv.fields(text);
        if (fields.size() == 1 && fields.getFirst().equals(text) && !text.startsWith("type=")) {
            return new Entry.Export("local", text, new TreeMap<>());
        }
        return export(pairs(text));
    }

    private static Entry export(TreeMap<String, String> fields) {
        String type = taken(fields, "type");
        if (type.isEmpty()) throw new FunctionFailed("an output needs a type, such as type=oci");
        return new Entry.Export(type, taken(fields, "dest"), fields);
    }

    private static Entry attest(TreeMap<String, String> fields) {
        String type = taken(fields, "type");
        if (type.isEmpty()) throw new FunctionFailed("an attestation needs a type: provenance or sbom");
        String disabled = taken(fields, "disabled");
        return new Entry.Attest(type, !disabled.isEmpty() && Flags.parse("disabled", disabled) ? Use.DISABLED : Use.MADE,
                fields);
    }

    private static Entry secret(TreeMap<String, String> fields) {
        String type = taken(fields, "type");
        if (!type.isEmpty() && !type.equals("file") && !type.equals("env")) {
            throw new FunctionFailed("a secret is of type file or env, not " + type);
        }
        String id = taken(fields, "id");
        String source = taken(fields, "src");
        String longer = taken(fields, "source");
        String file = longer.isEmpty() ? source : longer;
        String variable = taken(fields, "env");
        if (!fields.isEmpty()) throw new FunctionFailed("a secret has no " + fields.firstKey()
                + "; it has id, src, env and type");
        if (type.equals("env") && variable.isEmpty()) return new Entry.Secret(id, "", file);
        return new Entry.Secret(id, file, variable);
    }

    private static Entry ssh(String text) {
        int equals = text.indexOf('=');
        if (equals < 0) return new Entry.Ssh(text, List.of());
        return new Entry.Ssh(text.substring(0, equals), List.of(text.substring(equals + 1).split(",", -1)));
    }

    private static TreeMap<String, String> pairs(String text) {
        var pairs = new TreeMap<String, String>(Value.ORDER);
        for (String field : Csv.fields(text)) {
            int equals = field.indexOf('=');
            if (equals < 0) throw new FunctionFailed(field + " has no value; write " + field + "=…");
            pairs.put(field.substring(0, equals).toLowerCase(Locale.ROOT).strip(), field.substring(equals + 1));
        }
        return pairs;
    }

    private static String taken(TreeMap<String, String> fields, String name) {
        String value = fields.remove(name);
        return value == null ? "" : value;
    }
}
