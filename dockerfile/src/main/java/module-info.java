/// Dockerfile text to tree and back.
module slipway.dockerfile {
    requires static org.jspecify;
    requires transitive slipway.diagnostics;
    exports slipway.dockerfile;
    exports slipway.dockerfile.expand;
    exports slipway.dockerfile.mount;
    exports slipway.dockerfile.parse;
    exports slipway.dockerfile.pattern;
}
