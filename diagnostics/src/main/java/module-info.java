/// Where text stands and what is wrong with it.
module slipway.diagnostics {
    requires static org.jspecify;
    exports slipway.diagnostics;
}
