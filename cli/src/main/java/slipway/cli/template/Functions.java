package slipway.cli.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import slipway.image.json.Json;

/// The functions that templates may call: Go's own, and those that Docker adds.
final class Functions {
    static final Set<String> NAMES = Set.of("and", "or", "not", "len", "index", "slice", "print", "println", "printf",
            "eq", "ne", "lt", "le", "gt", "ge",
            "json", "split", "join", "title", "lower", "upper", "pad", "truncate");

    /// A function was given what it cannot work on.
    static final class Misuse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Misuse(String message) {
            super(message);
        }
    }

    private Functions() {}

    static Json call(String name, List<Json> arguments) {
        return switch (name) {
            case "and", "or" -> {
                if (arguments.isEmpty()) throw new Misuse("needs a value");
                yield arguments.getLast();
            }
            case "not" -> Json.of(!GoText.isTrue(arguments(arguments, 1).getFirst()));
            case "len" -> Json.of(length(arguments(arguments, 1).getFirst()));
            case "index" -> index(arguments);
            case "slice" -> slice(arguments);
            case "print" -> Json.of(arguments.stream().map(GoText::print).collect(Collectors.joining(" ")));
            case "println" -> Json.of(arguments.stream().map(GoText::print).collect(Collectors.joining(" ")) + "\n");
            case "printf" -> Json.of(Printf.format(arguments));
            case "eq" ->
                    Json.of(arguments.stream().skip(1)
                    .anyMatch(other -> compare(atLeast(arguments, 2).getFirst(), other) == 0)
                    && atLeast(arguments, 2).size() > 1);
            case "ne" -> Json.of(order(arguments) != 0);
            case "lt" -> Json.of(order(arguments) < 0);
            case "le" -> Json.of(order(arguments) <= 0);
            case "gt" -> Json.of(order(arguments) > 0);
            case "ge" -> Json.of(order(arguments) >= 0);
            case "json" -> Json.of(arguments(arguments, 1).getFirst().toText());
            case "split" -> split(text(arguments(arguments, 2).getFirst()), text(arguments.getLast()));
            case "join" -> Json.of(list(arguments(arguments, 2).getFirst()).stream().map(GoText::print)
                    .collect(Collectors.joining(text(arguments.getLast()))));
            case "title" -> Json.of(title(text(arguments(arguments, 1).getFirst())));
            case "lower" -> Json.of(text(arguments(arguments, 1).getFirst()).toLowerCase(Locale.ROOT));
            case "upper" -> Json.of(text(arguments(arguments, 1).getFirst()).toUpperCase(Locale.ROOT));
            case "pad" -> pad(arguments(arguments, 3));
            case "truncate" -> truncate(arguments(arguments, 2));
            default -> throw new IllegalStateException("a name without a function: " + name);
        };
    }

    private static List<Json> arguments(List<Json> arguments, int count) {
        if (arguments.size() != count) throw new Misuse("takes " + count + (count == 1 ? " value" : " values") + ", not "
                + arguments.size());
        return arguments;
    }

    private static List<Json> atLeast(List<Json> arguments, int count) {
        if (arguments.size() < count) throw new Misuse("needs " + count + " values");
        return arguments;
    }

    static String text(Json value) {
        return value instanceof Json.Str(var text) ? text : GoText.print(value);
    }

    static int number(Json value) {
        if (value instanceof Json.Num number && number.asLong()
                .isPresent()) return Math.toIntExact(Math.clamp(number.asLong().get(), -1 << 20, 1 << 20));
        throw new Misuse("needs a whole number, not " + GoText.kind(value));
    }

    private static List<Json> list(Json value) {
        return switch (value) {
            case Json.Arr(var items) -> items;
            case Json.Null() -> List.of();
            case Json.Obj _, Json.Str _, Json.Num _,
                    Json.Bool _ -> throw new Misuse("needs a list, not " + GoText.kind(value));
        };
    }

    private static int length(Json value) {
        return switch (value) {
            case Json.Str(var text) -> text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            case Json.Arr(var items) -> items.size();
            case Json.Obj(var members) -> members.size();
            case Json.Null() -> 0;
            case Json.Num _, Json.Bool _ -> throw new Misuse(GoText.kind(value) + " has no length");
        };
    }

    private static Json index(List<Json> arguments) {
        Json value = atLeast(arguments, 1).getFirst();
        for (Json key : arguments.subList(1, arguments.size())) {
            value = switch (value) {
                case Json.Arr(var items) -> {
                    int at = number(key);
                    if (at < 0 || at >= items.size()) throw new Misuse("there is no item " + at + " in a list of "
                            + items.size());
                    yield items.get(at);
                }
                case Json.Obj(var members) -> members.getOrDefault(text(key), new Json.Null());
                case Json.Null() -> value;
                case Json.Str _, Json.Num _, Json.Bool _ -> throw new Misuse(GoText.kind(value) + " has no items");
            };
        }
        return value;
    }

    private static Json slice(List<Json> arguments) {
        Json value = atLeast(arguments, 1).getFirst();
        int length = length(value);
        int from = arguments.size() > 1 ? number(arguments.get(1)) : 0;
        int to = arguments.size() > 2 ? number(arguments.get(2)) : length;
        if (from < 0 || to < from || to > length) throw new Misuse("there is no part " + from + ":" + to + " of a length of "
                + length);
        return switch (value) {
            case Json.Str(var text) -> Json.of(text.substring(Math.min(from, text.length()), Math.min(to, text.length())));
            case Json.Arr(var items) -> Json.array(items.subList(from, to));
            case Json.Obj _, Json.Null _, Json.Num _, Json.Bool _ -> throw new Misuse(GoText.kind(value) + " has no parts");
        };
    }

    private static int order(List<Json> arguments) {
        return compare(arguments(arguments, 2).getFirst(), arguments.getLast());
    }

    private static int compare(Json a, Json b) {
        if (a instanceof Json.Num(var x) && b instanceof Json.Num(var y)) return new BigDecimal(x)
                .compareTo(new BigDecimal(y));
        if (a instanceof Json.Str(var x) && b instanceof Json.Str(var y)) return x.compareTo(y);
        if (a instanceof Json.Bool(var x) && b instanceof Json.Bool(var y)) return Boolean.compare(x, y);
        if (a instanceof Json.Null || b instanceof Json.Null) return a.equals(b) ? 0 : 1;
        throw new Misuse("cannot compare " + GoText.kind(a) + " with " + GoText.kind(b));
    }

    private static Json split(String text, String separator) {
        if (separator.isEmpty()) return Json.array(text.codePoints().mapToObj(c -> Json.of(Character.toString(c))).toList());
        return Json.array(List.of(text.split(Pattern.quote(separator), -1)).stream().map(Json::of).toList());
    }

    private static String title(String text) {
        var out = new StringBuilder();
        boolean begins = true;
        for (int c : text.codePoints().toArray()) {
            out.appendCodePoint(begins ? Character.toTitleCase(c) : c);
            begins = !Character.isLetterOrDigit(c) && c != '_' && c != '\'';
        }
        return out.toString();
    }

    private static Json pad(List<Json> arguments) {
        String text = text(arguments.getFirst());
        if (text.isEmpty()) return Json.of(text);
        return Json.of(" ".repeat(Math.max(0, number(arguments.get(1)))) + text
                + " ".repeat(Math.max(0, number(arguments.get(2)))));
    }

    private static Json truncate(List<Json> arguments) {
        String text = text(arguments.getFirst());
        int length = Math.max(0, number(arguments.getLast()));
        var points = new ArrayList<>(text.codePoints().boxed().toList());
        if (points.size() <= length) return Json.of(text);
        return Json.of(text.substring(0, text.offsetByCodePoints(0, length)));
    }
}
