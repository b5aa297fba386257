package slipway.dockerfile.parse;

import slipway.diagnostics.Source;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.Instruction;

/// Turns the text of a Dockerfile into its tree.
public final class Parser {

    private Parser() {}

    /// Parses a whole Dockerfile.
    public static Dockerfile parse(Source source) {
        throw new IllegalStateException("not built yet");
    }

    /// Parses the one instruction that an image's `ONBUILD` trigger holds.
    public static Instruction trigger(Source source) {
        throw new IllegalStateException("not built yet");
    }
}
