/// From a Dockerfile to an image: plan, solve, run, export.
module slipway.build {
    requires static org.jspecify;
    requires transitive slipway.dockerfile;
    requires transitive slipway.image;

    exports slipway.build;
    exports slipway.build.builder;
    exports slipway.build.remote;
    exports slipway.build.run.emulate;
    exports slipway.build.run.agent;
    exports slipway.build.run.execute;
    exports slipway.build.run.snapshot;
    exports slipway.build.solve;
}
