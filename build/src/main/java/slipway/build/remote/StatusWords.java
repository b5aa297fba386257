package slipway.build.remote;

/// What statuses of HTTP mean that people meet.
final class StatusWords {

    private StatusWords() {}

    /// The words with a space before them; nothing for a status that says little.
    static String of(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> " with a redirect that leads nowhere";
            case 400 -> " Bad Request";
            case 401 -> " Unauthorized";
            case 403 -> " Forbidden";
            case 404 -> " Not Found";
            case 410 -> " Gone";
            case 429 -> " Too Many Requests";
            case 500 -> " Internal Server Error";
            case 502 -> " Bad Gateway";
            case 503 -> " Service Unavailable";
            case 504 -> " Gateway Timeout";
            default -> "";
        };
    }
}
