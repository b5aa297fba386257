/// Base images from distribution packages.
module slipway.compose {
    requires static org.jspecify;
    requires transitive slipway.image;
    requires org.snakeyaml.engine;
    exports slipway.compose;
}
