/// The OCI nouns and the places on disk where images live.
module slipway.image {
    requires static org.jspecify;
    requires transitive slipway.diagnostics;
    requires tools.jackson.core;
    requires com.github.luben.zstd_jni;
    requires org.tukaani.xz;
    requires org.apache.commons.compress;

    exports slipway.image;
    exports slipway.image.json;
    exports slipway.image.archive;
    exports slipway.image.layer;
    exports slipway.image.store;
    exports slipway.image.validate;
}
