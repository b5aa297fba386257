package slipway.bake.evaluate;

import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;

/// The arguments of one call, converted to the types of the parameters.
public record Inputs(List<Value> values) {

    private static final int MAX_TEXT = 16 << 20;
    private static final int MAX_ITEMS = 100_000;

    public Inputs {
        values = List.copyOf(values);
    }

    public int size() {
        return values.size();
    }

    public Value value(int i) {
        return values.get(i);
    }

    public String text(int i) {
        return values.get(i) instanceof Value.Text(var text) ? text : refuse(i, "string required");
    }

    public Decimal number(int i) {
        return values.get(i) instanceof Value.Figure(var number) ? number : refuse(i, "number required");
    }

    public boolean flag(int i) {
        return values.get(i) instanceof Value.Flag(var flag) ? flag : refuse(i, "bool required");
    }

    /// A whole number that fits an `int`.
    public int integer(int i) {
        return number(i).toInt().orElseThrow(() -> FunctionFailed.at(i, "a whole number is required"));
    }

    public BigInteger whole(int i) {
        return number(i).toInteger().orElseThrow(() -> FunctionFailed.at(i, "a whole number is required"));
    }

    public List<Value> items(int i) {
        return values.get(i) instanceof Value.Items(var _, var items) ? items : refuse(i, "must be a list or tuple");
    }

    /// The items of a list or a tuple, which have an order; those of a set do not.
    public List<Value> ordered(int i) {
        boolean set = values.get(i) instanceof Value.Items(var form, var _) && form == Value.Form.SET;
        return set ? refuse(i, "must be a list or tuple, not a set") : items(i);
    }

    public SortedMap<String, Value> members(int i) {
        return values.get(i) instanceof Value.Members(var _, var members) ? members : refuse(i, "must be a map or object");
    }

    /// The arguments from the `i`-th on.
    public List<Value> from(int i) {
        return values.subList(i, values.size());
    }

    static <T> T refuse(int argument, String message) {
        throw FunctionFailed.at(argument, message);
    }

    /// Guards against results that are meant to fill the memory.
    static long bounded(long items) {
        if (items > MAX_ITEMS) throw new FunctionFailed("the result would have more than " + MAX_ITEMS + " elements");
        return items;
    }

    static void boundedLength(long characters) {
        if (characters > MAX_TEXT) throw new FunctionFailed("the result would be longer than " + MAX_TEXT + " characters");
    }
}
