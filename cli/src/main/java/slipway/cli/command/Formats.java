package slipway.cli.command;

import slipway.cli.spec.Option;

/// Options that several commands share.
final class Formats {
    static final Option FORMAT = Option.value("--format FORMAT",
            "Print as table, as json, or by a Go template: '{{.Repository}}', 'table {{.ID}}\\t{{.Size}}'");
    static final Option NO_TRUNC = Option.flag("--no-trunc", "Do not shorten IDs and texts");

    private Formats() {}
}
