package slipway.image.json;

/// A text is not the JSON it should be. Whoever knows where the text came from says so in an error of its own.
public final class InvalidJson extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidJson(String message) {
        super(message);
    }

    static <T> T raise(String message) {
        throw new InvalidJson(message);
    }
}
