package slipway.image.layer;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import slipway.image.MediaTypes;
import slipway.image.gzip.Effort;
import slipway.image.gzip.ParallelGzipStream;
import slipway.image.gzip.StoredGzipStream;

/// How a layer's tar is stored. Each gives one sequence of bytes for one tar, on every machine.
///
/// @param level how much time is spent to save space; the usual if absent. Only [Form#levels] of them exist.
public record Compression(Form form, OptionalInt level) {

    /// The ways of compressing.
    public enum Form {
        GZIP(MediaTypes.OCI_LAYER_GZIP, 9),
        /// Gzip that can be read in parts, with a table of contents: [EstargzWriter].
        ESTARGZ(MediaTypes.OCI_LAYER_GZIP, 9),
        ZSTD(MediaTypes.OCI_LAYER_ZSTD, 22),
        NONE(MediaTypes.OCI_LAYER, 0);

        private final String mediaType;
        private final int levels;

        Form(String mediaType, int levels) {
            this.mediaType = mediaType;
            this.levels = levels;
        }

        /// The highest level; the lowest is 0.
        public int levels() {
            return levels;
        }

        /// The media type of a layer stored so.
        public String mediaType() {
            return mediaType;
        }
    }

    /// Gzip, with the usual effort.
    public static final Compression GZIP = new Compression(Form.GZIP, OptionalInt.empty());
    /// Zstandard, with the usual effort.
    public static final Compression ZSTD = new Compression(Form.ZSTD, OptionalInt.empty());
    /// The tar as it is.
    public static final Compression NONE = new Compression(Form.NONE, OptionalInt.empty());
    /// Gzip that can be read in parts, with the usual effort.
    public static final Compression ESTARGZ = new Compression(Form.ESTARGZ, OptionalInt.empty());

    private static final int USUAL_ZSTD = 3;

    /// One of each form that a layer can be written in at once; it can be brought into any form later.
    public static final List<Compression> DIRECT = List.of(GZIP, ZSTD, NONE);

    public Compression {
        level.ifPresent(number -> {
            boolean exists = number >= 0 && number <= form.levels;
            if (!exists) throw new IllegalArgumentException("no level of " + form + ": " + number);
        });
    }

    public Compression withLevel(int level) {
        return new Compression(form, OptionalInt.of(level));
    }

    /// The media type of a layer stored so.
    public String mediaType() {
        return form.mediaType;
    }

    /// What it is called: two with one name give the same bytes, as several levels of gzip do.
    public String label() {
        return form.name().toLowerCase(Locale.ROOT) + switch (form) {
            case GZIP, ESTARGZ -> isStored() ? "-stored" : "-" + effort().name().toLowerCase(Locale.ROOT);
            case ZSTD -> "-" + zstdLevel();
            case NONE -> "";
        };
    }

    /// A stream that compresses what is written to it into `target`. Closing it ends what is written; `target` may be
    /// closed by that or not.
    OutputStream compress(OutputStream target) throws IOException {
        return switch (form) {
            case GZIP -> isStored() ? new StoredGzipStream(target)
                    : ParallelGzipStream.to(target, Workers.POOL, Workers.COUNT, effort());
            case ZSTD -> new ZstdOutputStream(target, zstdLevel()).setChecksum(false);
            case NONE -> target;
            case ESTARGZ -> throw new IllegalStateException("a stream knows nothing of files: use EstargzWriter");
        };
    }

    private boolean isStored() {
        return form == Form.GZIP && level.orElse(-1) == 0;
    }

    /// The effort of gzip for its levels: 1 to 3, 4 to 6, 7 to 9.
    Effort effort() {
        int wanted = level.orElse(6);
        if (wanted < 4) return Effort.FAST;
        return wanted < 7 ? Effort.USUAL : Effort.THOROUGH;
    }

    /// Zstandard itself means its usual level by 0.
    private int zstdLevel() {
        int wanted = level.orElse(USUAL_ZSTD);
        return wanted == 0 ? USUAL_ZSTD : wanted;
    }

    @Override
    public String toString() {
        return label();
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
