/// Dockerfile text to tree and back.
module slipway.dockerfile {
    requires static org.jspecify;
    requires transitive slipway.diagnostics;
    exports slipway.dockerfile;
}
