package slipway.conformance;

import java.util.Arrays;
import java.util.Map;

/// A file that a list declares, see [FileList].
///
/// @param path relative to where the list is written to
/// @param text the content of a file, the target of a link, the compression of a tar
/// @param options what is said with `key=value` behind
record Declared(Kind kind, String path, int mode, String text, Map<String, String> options) {

    enum Kind {
        DIRECTORY("dir"),
        FILE("file"),
        SYMLINK("link"),
        HARD_LINK("hard"),
        FIFO("fifo"),
        SOCKET("socket"),
        DEVICE("device"),
        /// Nothing any more: what was there goes.
        GONE("gone"),
        /// A tar of what another list declares: `tar a.tar.gz gzip list=archive.txt`.
        TAR("tar");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        static Kind of(String word) {
            return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no kind of file: " + word));
        }

        boolean hasMode() {
            return switch (this) {
                case DIRECTORY, FILE, FIFO, DEVICE -> true;
                case SYMLINK, HARD_LINK, SOCKET, GONE, TAR -> false;
            };
        }
    }

    Declared {
        options = Map.copyOf(options);
    }

    int uid() {
        return Integer.parseInt(owner()[0]);
    }

    int gid() {
        return Integer.parseInt(owner()[1]);
    }

    private String[] owner() {
        return options.getOrDefault("owner", "0:0").split(":");
    }

    /// Seconds since 1970.
    ///
    /// @param usual when nothing else is said
    long time(long usual) {
        return options.containsKey("time") ? Long.parseLong(options.get("time")) : usual;
    }

    /// Major and minor number of a device.
    int[] numbers() {
        return Arrays.stream(text.split(":")).mapToInt(Integer::parseInt).toArray();
    }
}
