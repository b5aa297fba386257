package slipway.image.validate;

import java.util.Optional;

/// What the media type of a layer promises.
record LayerFormat(Family family, Compression compression) {

    /// Whose media types they are.
    enum Family {
        OCI,
        DOCKER
    }

    /// How a layer is compressed.
    enum Compression {
        NONE,
        GZIP,
        ZSTD;

        /// As its first bytes say.
        static Compression of(byte[] start) {
            if (starts(start, 0x1f, 0x8b)) return GZIP;
            return starts(start, 0x28, 0xb5, 0x2f, 0xfd) ? ZSTD : NONE;
        }

        private static boolean starts(byte[] bytes, int... magic) {
            if (bytes.length < magic.length) return false;
            for (int i = 0; i < magic.length; i++) if ((bytes[i] & 0xff) != magic[i]) return false;
            return true;
        }
    }

    private static final String OCI = "application/vnd.oci.image.layer.";
    private static final String DOCKER = "application/vnd.docker.image.rootfs.";

    /// Reads a media type; absent when it is none of a layer. Layers that may not be distributed are layers too.
    static Optional<LayerFormat> of(String mediaType) {
        if (mediaType.startsWith(OCI)) {
            return switch (mediaType.substring(OCI.length()).replace("nondistributable.", "")) {
                case "v1.tar" -> Optional.of(new LayerFormat(Family.OCI, Compression.NONE));
                case "v1.tar+gzip" -> Optional.of(new LayerFormat(Family.OCI, Compression.GZIP));
                case "v1.tar+zstd" -> Optional.of(new LayerFormat(Family.OCI, Compression.ZSTD));
                default -> Optional.empty();
            };
        }
        if (!mediaType.startsWith(DOCKER)) return Optional.empty();
        return switch (mediaType.substring(DOCKER.length()).replace("foreign.", "")) {
            case "diff.tar" -> Optional.of(new LayerFormat(Family.DOCKER, Compression.NONE));
            case "diff.tar.gzip" -> Optional.of(new LayerFormat(Family.DOCKER, Compression.GZIP));
            case "diff.tar.zstd" -> Optional.of(new LayerFormat(Family.DOCKER, Compression.ZSTD));
            default -> Optional.empty();
        };
    }
}
