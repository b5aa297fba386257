package slipway.dockerfile.shell;

/// A text that cannot be expanded: what is wrong, and from where to where in it.
public final class BadText extends Exception {

    private static final long serialVersionUID = 1L;

    private final int start;
    private final int end;

    BadText(String message, int start, int end) {
        super(message);
        this.start = start;
        this.end = end;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }
}
