package slipway.bake;

import slipway.bake.evaluate.FunctionFailed;

/// Yes and no, as variables and options of Docker's tools say it.
final class Flags {

    private Flags() {}

    static boolean parse(String what, String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw new FunctionFailed(what + " is neither true nor false: " + text);
        };
    }
}
