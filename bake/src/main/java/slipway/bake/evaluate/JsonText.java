package slipway.bake.evaluate;

import java.util.Iterator;
import java.util.function.Consumer;
import slipway.image.json.Json;

/// JSON as Docker's tools write it: safe to stand in HTML, so that their output and ours can be compared.
public final class JsonText {

    private final StringBuilder out = new StringBuilder();
    private final boolean pretty;

    private JsonText(boolean pretty) {
        this.pretty = pretty;
    }

    /// On one line, without space.
    public static String compact(Json json) {
        var text = new JsonText(false);
        text.value(json, 0);
        return text.out.toString();
    }

    /// One member a line, with two spaces of indentation; no line break at the end.
    public static String pretty(Json json) {
        var text = new JsonText(true);
        text.value(json, 0);
        return text.out.toString();
    }

    private void value(Json value, int depth) {
        switch (value) {
            case Json.Obj(var members) -> sequence('{', '}', members.entrySet().iterator(), depth, member -> {
                string(member.getKey());
                out.append(pretty ? ": " : ":");
                value(member.getValue(), depth + 1);
            });
            case Json.Arr(var items) -> sequence('[', ']', items.iterator(), depth, item -> value(item, depth + 1));
            case Json.Str(var text) -> string(text);
            case Json.Num(var text) -> out.append(text);
            case Json.Bool(var flag) -> out.append(flag);
            case Json.Null() -> out.append("null");
        }
    }

    private <T> void sequence(char open, char close, Iterator<T> items, int depth, Consumer<T> write) {
        out.append(open);
        boolean any = items.hasNext();
        while (items.hasNext()) {
            line(depth + 1);
            write.accept(items.next());
            if (items.hasNext()) out.append(',');
        }
        if (any) line(depth);
        out.append(close);
    }

    private void line(int depth) {
        if (pretty) out.append('\n').repeat("  ", depth);
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '<', '>', '&', '\u2028', '\u2029' -> escaped(c);
                default -> {
                    if (c < ' ') escaped(c);
                    else out.append(c);
                }
            }
        }
        out.append('"');
    }

    private void escaped(char c) {
        out.append("\\u").append(java.util.HexFormat.of().toHexDigits(c));
    }
}
