package slipway.dockerfile.parse;

import slipway.dockerfile.lex.PlacedText;

/// Whether a value waits for expansion.
final class Variables {

    private Variables() {}

    /// Whether there is a `$` that something follows.
    static boolean in(PlacedText text) {
        int dollar = text.string().indexOf('$');
        return dollar >= 0 && dollar + 1 < text.length();
    }
}
