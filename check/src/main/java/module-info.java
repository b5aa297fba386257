/// What is wrong with a Dockerfile that builds, and what would repair it.
module slipway.check {
    requires static org.jspecify;
    requires transitive slipway.diagnostics;
    requires transitive slipway.dockerfile;
    exports slipway.check;
    exports slipway.check.outline;
    exports slipway.check.report;
    exports slipway.check.rules;
    exports slipway.check.view;
}
