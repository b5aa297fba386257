package slipway.cli.progress;

import slipway.cli.Call;

/// Finds the view of a progress by its name.
public final class ProgressViews {

    private ProgressViews() {}

    /// @param name `auto`, `tty`, `plain`, `quiet` or `rawjson`
    public static ProgressView of(Call call, String name) {
        var console = call.console();
        return switch (name) {
            case "quiet" -> new QuietProgress(console.err());
            case "rawjson" -> new RawJsonProgress(console.err(), call.clock());
            default -> new PlainProgress(console.err(), call.clock(), console.colour());
        };
    }
}
