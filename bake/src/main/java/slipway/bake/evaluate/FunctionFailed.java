package slipway.bake.evaluate;

import java.util.OptionalInt;

/// A function or an operator could not do its work. Who called it knows the place and makes an error for the user of it.
public final class FunctionFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int argument;

    public FunctionFailed(String message) {
        this(message, -1);
    }

    private FunctionFailed(String message, int argument) {
        super(message, null, false, false);
        this.argument = argument;
    }

    /// A failure that one argument, from 0, is to blame for.
    static FunctionFailed at(int argument, String message) {
        return new FunctionFailed(message, argument);
    }

    OptionalInt argument() {
        return argument < 0 ? OptionalInt.empty() : OptionalInt.of(argument);
    }
}
