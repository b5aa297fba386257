package slipway.bake.evaluate;

/// Values as messages speak of them.
public final class Shown {

    private Shown() {}

    /// What kind of value it is: `a string`, `null`.
    public static String kind(Value value) {
        return switch (value) {
            case Value.Text _ -> "a string";
            case Value.Figure _ -> "a number";
            case Value.Flag _ -> "a boolean";
            case Value.Null _ -> "null";
            case Value.Items(var form, var _) -> switch (form) {
                case TUPLE, LIST -> "a list";
                case SET -> "a set";
            };
            case Value.Members _ -> "an object";
        };
    }
}
