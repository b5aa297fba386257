package slipway.image.layer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import slipway.image.tar.SparseMap;

/// The records of a pax extended header. POSIX.1-2001, pax, "pax Extended Header".
final class PaxRecords {

    static final String XATTR = "SCHILY.xattr.";
    private static final String SPARSE_OFFSET = "GNU.sparse.offset";
    private static final String SPARSE_BYTES = "GNU.sparse.numbytes";

    private final TreeMap<String, byte[]> values = new TreeMap<>();
    /// Offsets and lengths of a sparse file in GNU's format 0.0, which repeats its keys.
    private final List<Long> sparse = new ArrayList<>();

    /// Adds what a header's body says.
    ///
    /// @throws IllegalArgumentException when it is not well formed
    void parse(byte[] body) {
        int at = 0;
        while (at < body.length && body[at] != 0) {
            int space = at;
            while (space < body.length && body[space] != ' ') space++;
            int length = (int) number(body, at, space);
            int end = at + length;
            boolean whole = length > space - at && end <= body.length && body[end - 1] == '\n';
            if (!whole) throw new IllegalArgumentException("bad length");
            int equals = space + 1;
            while (equals < end && body[equals] != '=') equals++;
            if (equals == end) throw new IllegalArgumentException("no value");
            String key = RawText.decode(body, space + 1, equals - space - 1);
            put(key, Arrays.copyOfRange(body, equals + 1, end - 1));
            at = end;
        }
    }

    private void put(String key, byte[] value) {
        if (key.equals(SPARSE_OFFSET) || key.equals(SPARSE_BYTES)) {
            if (sparse.size() >= 2 * SparseMap.MAX_PARTS) throw new IllegalArgumentException("too many sparse parts");
            sparse.add(number(value, 0, value.length));
        } else if (value.length == 0 && !key.startsWith(XATTR)) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
    }

    void addAll(PaxRecords other) {
        values.putAll(other.values);
        sparse.addAll(other.sparse);
    }

    void clear() {
        values.clear();
        sparse.clear();
    }

    Optional<byte[]> bytes(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /// A whole number, rounded down where it has a fraction.
    Optional<Long> number(String key) {
        return bytes(key).map(value -> {
            String text = new String(value, StandardCharsets.US_ASCII);
            int dot = text.indexOf('.');
            if (dot < 0) return Long.parseLong(text);
            long whole = dot == 0 || text.substring(0, dot).equals("-") ? 0 : Long.parseLong(text.substring(0, dot));
            String fraction = text.substring(dot + 1);
            boolean digits = fraction.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits) throw new IllegalArgumentException("not a number: " + text);
            return text.startsWith("-") && fraction.chars().anyMatch(c -> c != '0') ? whole - 1 : whole;
        });
    }

    TreeMap<String, Attribute> attributes() {
        var attributes = new TreeMap<String, Attribute>();
        values.tailMap(XATTR).forEach((key, value) -> {
            if (key.startsWith(XATTR)) attributes.put(key.substring(XATTR.length()), new Attribute(value));
        });
        return attributes;
    }

    List<Long> sparseNumbers() {
        Optional<byte[]> map = bytes("GNU.sparse.map");
        if (map.isEmpty()) return List.copyOf(sparse);
        return Arrays.stream(new String(map.get(), StandardCharsets.US_ASCII).split(",")).map(Long::parseLong).toList();
    }

    private static long number(byte[] text, int from, int to) {
        if (from >= to || to - from > 18) throw new IllegalArgumentException("not a number");
        long value = 0;
        for (int i = from; i < to; i++) {
            if (text[i] < '0' || text[i] > '9') throw new IllegalArgumentException("not a number");
            value = value * 10 + text[i] - '0';
        }
        return value;
    }
}
