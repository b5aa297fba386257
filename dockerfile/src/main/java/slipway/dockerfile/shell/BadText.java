package slipway.dockerfile.shell;

/// A text that cannot be expanded: what is wrong, from where to where in it, and what helps.
public final class BadText extends Exception {

    private static final long serialVersionUID = 1L;

    private final String hint;
    private final int start;
    private final int end;

    private BadText(String message, String hint, int start, int end) {
        super(message);
        this.hint = hint;
        this.start = start;
        this.end = end;
    }

    static BadText openQuote(String kind, int start, int end) {
        return new BadText("missing closing " + kind + " quote", "close it, or put an escape character before it",
                start, end);
    }

    /// `stop` should end what was opened at `where`.
    static BadText open(char stop, String where, int start, int end) {
        return new BadText("missing " + stop + where, "a variable is written ${name}; \\$ is a dollar and no variable",
                start, end);
    }

    static BadText badSubstitution(int start, int end) {
        return new BadText("bad substitution: ${ needs a name", "write \\${ for a text that is no variable", start, end);
    }

    static BadText unsupported(String operator, int start, int end) {
        return new BadText("unsupported modifier " + operator + " in substitution",
                "there are :- - :+ + :? ? # ## % %% / and //", start, end);
    }

    static BadText required(String name, String message, int start, int end) {
        return new BadText(name + ": " + message, "give it a value: ENV or ARG before this line, or --build-arg " + name
                + "=… if an ARG declares it", start, end);
    }

    static BadText badEscape(String pattern, int start, int end) {
        return new BadText("bad escape in pattern " + pattern, "a backslash may stand before * ? } / and itself",
                start, end);
    }

    static BadText tooMuch(String message, int start, int end) {
        return new BadText(message, "no file that means well comes near this limit", start, end);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    public String hint() {
        return hint;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }
}
