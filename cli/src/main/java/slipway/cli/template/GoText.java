package slipway.cli.template;

import java.util.TreeMap;
import java.util.stream.Collectors;
import slipway.image.json.Json;

/// Values as Go's `fmt` prints them, and Go's idea of truth.
final class GoText {

    private GoText() {}

    static String print(Json value) {
        return value instanceof Json.Null ? "<no value>" : inner(value);
    }

    private static String inner(Json value) {
        return switch (value) {
            case Json.Str(var text) -> text;
            case Json.Num(var text) -> text;
            case Json.Bool(var truth) -> Boolean.toString(truth);
            case Json.Null() -> "<nil>";
            case Json.Arr(var items) -> items.stream().map(GoText::inner).collect(Collectors.joining(" ", "[", "]"));
            case Json.Obj(var members) -> new TreeMap<>(members).entrySet().stream()
                    .map(member -> member.getKey() + ":" + inner(member.getValue()))
                    .collect(Collectors.joining(" ", "map[", "]"));
        };
    }

    /// Whether a value is neither false nor zero nor empty nor missing.
    static boolean isTrue(Json value) {
        return switch (value) {
            case Json.Str(var text) -> !text.isEmpty();
            case Json.Num(var text) -> new java.math.BigDecimal(text).signum() != 0;
            case Json.Bool(var truth) -> truth;
            case Json.Null() -> false;
            case Json.Arr(var items) -> !items.isEmpty();
            case Json.Obj(var members) -> !members.isEmpty();
        };
    }

    /// What a value is, for messages.
    static String kind(Json value) {
        return switch (value) {
            case Json.Str _ -> "a text";
            case Json.Num _ -> "a number";
            case Json.Bool _ -> "a truth value";
            case Json.Null _ -> "nothing";
            case Json.Arr _ -> "a list";
            case Json.Obj _ -> "an object";
        };
    }
}
