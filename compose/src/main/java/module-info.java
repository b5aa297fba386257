/// Base images from distribution packages.
module slipway.compose {
    requires static org.jspecify;
    requires transitive slipway.image;
    requires org.snakeyaml.engine;
    requires org.bouncycastle.pg;
    requires org.bouncycastle.provider;
    requires org.tukaani.xz;
    requires org.apache.commons.compress;
    requires com.github.luben.zstd_jni;

    exports slipway.compose;
    exports slipway.compose.debian;
    exports slipway.compose.unpack;
    exports slipway.compose.yaml;
}
