package slipway.image.gzip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/// Inputs made from a seed by integer arithmetic alone, so that they are the same everywhere.
final class Samples {
    private Samples() {}

    static byte[] zeros(int size) {
        return new byte[size];
    }

    /// Bytes in which nothing repeats.
    static byte[] noise(long seed, int size) {
        var bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /// Words, some of them often, in lines.
    static byte[] text(long seed, int size) {
        var random = new Random(seed);
        var words = new String[400];
        for (int i = 0; i < words.length; i++) {
            var word = new StringBuilder();
            for (int letters = 2 + random.nextInt(9); letters > 0; letters--) word.append((char) ('a' + random.nextInt(26)));
            words[i] = word.toString();
        }
        var text = new StringBuilder(size + 16);
        while (text.length() < size) {
            text.append(words[random.nextInt(1 + random.nextInt(words.length))]);
            text.append(random.nextInt(12) == 0 ? '\n' : ' ');
        }
        return text.substring(0, size).getBytes(StandardCharsets.US_ASCII);
    }

    /// Stretches of text, noise, one byte, few values and of what came before, of all sizes up to 40 000 bytes.
    static byte[] mixed(long seed, int size) {
        var random = new Random(seed);
        var bytes = new byte[size];
        byte[] text = text(seed + 1, 1 << 16);
        for (int at = 0; at < size; ) {
            int length = Math.min(size - at, 1 + random.nextInt(1 << 1 + random.nextInt(15)) + random.nextInt(300));
            switch (random.nextInt(5)) {
                case 0 -> System.arraycopy(text, random.nextInt(text.length - length + 1), bytes, at, length);
                case 1 -> System.arraycopy(noise(random.nextLong(), length), 0, bytes, at, length);
                case 2 -> Arrays.fill(bytes, at, at + length, (byte) random.nextInt(256));
                case 3 -> {
                    int values = 1 + random.nextInt(20);
                    for (int i = at; i < at + length; i++) bytes[i] = (byte) (7 * random.nextInt(values));
                }
                default -> {
                    int distance = 1 + random.nextInt(Math.max(1, Math.min(at, 40_000)));
                    for (int i = at; i < at + length; i++) bytes[i] = i < distance ? 0 : bytes[i - distance];
                }
            }
            at += length;
        }
        return bytes;
    }

    /// Words of four bytes, counted up by steps, as in tables of binaries.
    static byte[] records(long seed, int size) {
        var random = new Random(seed);
        var bytes = new byte[size];
        int value = 0;
        for (int at = 0; at + 4 <= size; at += 4) {
            value += random.nextInt(4) == 0 ? random.nextInt(4096) : 16;
            LittleEndian.writeInt(bytes, at, value);
        }
        return bytes;
    }
}
