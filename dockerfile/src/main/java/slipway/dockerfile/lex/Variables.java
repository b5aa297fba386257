package slipway.dockerfile.lex;


/// Whether a value waits for expansion.
public final class Variables {

    private Variables() {}

    /// Whether there is a `$` that something follows.
    public static boolean in(PlacedText text) {
        int dollar = text.string().indexOf('$');
        return dollar >= 0 && dollar + 1 < text.length();
    }
}
