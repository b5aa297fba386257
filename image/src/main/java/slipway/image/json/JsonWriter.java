package slipway.image.json;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Iterator;

/// Turns a [Json] tree into text.
final class JsonWriter {

    private final StringBuilder out = new StringBuilder();
    private final boolean pretty;

    private JsonWriter(boolean pretty) {
        this.pretty = pretty;
    }

    static byte[] write(Json value) {
        var writer = new JsonWriter(false);
        writer.value(value, 0);
        return writer.out.toString().getBytes(StandardCharsets.UTF_8);
    }

    static String pretty(Json value) {
        var writer = new JsonWriter(true);
        writer.value(value, 0);
        return writer.out.append('\n').toString();
    }

    private void value(Json value, int depth) {
        switch (value) {
            case Json.Obj(var members) -> {
                var entries = members.entrySet().iterator();
                sequence('{', '}', entries, depth, entry -> {
                    string(entry.getKey());
                    out.append(pretty ? ": " : ":");
                    value(entry.getValue(), depth + 1);
                });
            }
            case Json.Arr(var items) -> sequence('[', ']', items.iterator(), depth, item -> value(item, depth + 1));
            case Json.Str(var text) -> string(text);
            case Json.Num(var text) -> out.append(text);
            case Json.Bool(var truth) -> out.append(truth);
            case Json.Null() -> out.append("null");
        }
    }

    private <T> void sequence(char open, char close, Iterator<T> items, int depth, java.util.function.Consumer<T> write) {
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
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7f || isLone(text, i)) out.append("\\u").append(HexFormat.of().toHexDigits(c));
                    else out.append(c);
                }
            }
        }
        out.append('"');
    }

    /// Whether a character is half of a pair whose other half is missing, which UTF-8 cannot say.
    private static boolean isLone(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
