/// Commands, progress, rendering: the only place that wires the other modules together.
module slipway.cli {
    requires static org.jspecify;
    requires slipway.diagnostics;
    requires slipway.dockerfile;
    requires slipway.check;
    requires slipway.image;
    requires slipway.registry;
    requires slipway.build;
    requires slipway.compose;
    requires slipway.bake;
}
