package slipway.image.layer;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import slipway.image.MediaTypes;
import slipway.image.gzip.ParallelGzipStream;

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

    /// A stream that compresses what is written to it into `target`. Closing it ends what is written; `target` may be
    /// closed by that or not.
    OutputStream compress(OutputStream target) throws IOException {
        return switch (this) {
            case GZIP -> gzip(target);
            case ZSTD -> new ZstdOutputStream(target, ZSTD_LEVEL).setChecksum(false);
            case NONE -> target;
        };
    }

    private static OutputStream gzip(OutputStream target) {
        return ParallelGzipStream.to(target, Workers.POOL, Workers.COUNT);
    }

    /// The threads that compress, as many as there are processors, for all layers of this process. They end when idle.
    private static final class Workers {
        static final int COUNT = Runtime.getRuntime().availableProcessors();
        static final ThreadPoolExecutor POOL = pool();

        private static ThreadPoolExecutor pool() {
            var pool = new ThreadPoolExecutor(COUNT, COUNT, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task ->
                    Thread.ofPlatform().name("compressor").daemon().unstarted(task));
            pool.allowCoreThreadTimeOut(true);
            return pool;
        }
    }
}
