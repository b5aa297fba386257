package slipway.image.tar;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// Where in a file the bytes lie that a tar holds of it; the rest of the file is zeros.
public record SparseMap(List<Part> parts, long size) {

    /// How many parts we are ready to keep.
    public static final int MAX_PARTS = 1 << 20;

    /// A stretch of the file.
    public record Part(long offset, long length) {}

    public SparseMap {
        long at = 0;
        for (Part part : parts) {
            if (part.offset() < at || part.length() < 0 || part.offset() > size - part.length()) {
                throw new IllegalArgumentException("parts of a sparse file overlap or lie outside it");
            }
            at = part.offset() + part.length();
        }
        parts = List.copyOf(parts);
    }

    /// How many bytes the tar holds.
    public long stored() {
        return parts.stream().mapToLong(Part::length).sum();
    }

    /// From alternating offsets and lengths.
    public static SparseMap of(List<Long> numbers, long size) {
        if (numbers.size() % 2 != 0) throw new IllegalArgumentException("an odd number of numbers");
        var parts = new ArrayList<Part>();
        for (int i = 0; i < numbers.size(); i += 2) parts.add(new Part(numbers.get(i), numbers.get(i + 1)));
        return new SparseMap(parts, size);
    }

    /// The file's bytes, from the stored ones.
    public InputStream expand(InputStream stored) {
        return new Expanded(stored);
    }

    private final class Expanded extends InputStream {
        private final InputStream stored;
        private long at;
        private int part;

        Expanded(InputStream stored) {
            this.stored = stored;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) return 0;
            if (at >= size) return -1;
            while (part < parts.size() && at >= parts.get(part).offset() + parts.get(part).length()) part++;
            boolean hole = part == parts.size() || at < parts.get(part).offset();
            long end = part == parts.size() ? size : parts.get(part).offset() + (hole ? 0 : parts.get(part).length());
            int count = (int) Math.min(length, end - at);
            if (hole) java.util.Arrays.fill(bytes, offset, offset + count, (byte) 0);
            else count = stored.read(bytes, offset, count);
            if (count < 0) throw new java.io.EOFException("the tar ends within a sparse file");
            at += count;
            return count;
        }
    }
}
