package slipway.dockerfile.pattern;

/// A pattern that breaks the rules, and how.
final class BadPattern extends Exception {

    private static final long serialVersionUID = 1L;

    BadPattern(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
