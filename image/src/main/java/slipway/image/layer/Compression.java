package slipway.image.layer;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import slipway.image.MediaTypes;

/// How a layer's tar is stored. Each gives one sequence of bytes for one tar, on every machine.
public enum Compression {
    GZIP(MediaTypes.OCI_LAYER_GZIP),
    ZSTD(MediaTypes.OCI_LAYER_ZSTD),
    NONE(MediaTypes.OCI_LAYER);

    private static final int ZSTD_LEVEL = 3;

    private final String mediaType;

    Compression(String mediaType) {
        this.mediaType = mediaType;
    }

    /// The media type of a layer stored so.
    public String mediaType() {
        return mediaType;
    }

    /// A stream that compresses what is written to it into `target`. Closing it closes `target`.
    OutputStream compress(OutputStream target) throws IOException {
        return switch (this) {
            case GZIP -> gzip(target);
            case ZSTD -> new ZstdOutputStream(target, ZSTD_LEVEL).setChecksum(false);
            case NONE -> target;
        };
    }

    private static OutputStream gzip(OutputStream target) throws IOException {
        return new GZIPOutputStream(target, 1 << 16);
    }
}
