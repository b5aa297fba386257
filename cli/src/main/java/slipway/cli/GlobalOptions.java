package slipway.cli;

import java.util.List;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Option;
import slipway.cli.spec.Page;

/// The options that every command takes, before its name or after it.
public final class GlobalOptions {

    public static final Option ROOT = Option.value("--root DIR",
            "Keep images and caches in this directory (also SLIPWAY_ROOT)").completing(Candidates.DIRECTORIES);
    public static final Option COLOUR = Option.value("--color WHEN",
            "Colours in messages: auto, always or never; NO_COLOR turns them off").among("auto", "always", "never");
    public static final Option HELP = Option.flag("-h, --help", "Show this help");

    /// As a group of a page.
    public static final Page.Group GROUP = new Page.Group("Everywhere", List.of(ROOT, COLOUR, HELP));

    private GlobalOptions() {}
}
