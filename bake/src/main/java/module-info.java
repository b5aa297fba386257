/// Definitions of many builds: HCL, JSON and compose files.
module slipway.bake {
    requires static org.jspecify;
    requires transitive slipway.diagnostics;
    requires transitive slipway.image;
    requires slipway.compose;
    requires org.bouncycastle.provider;
    requires re2j;

    exports slipway.bake;
}
