package slipway.image.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Where the files of an uncompressed tar lie in it, so that they can be read in any order.
///
/// Knows ustar, pax (`path`, `linkpath`, `size`) and GNU's long names: what archives of images are made with. Of a path that
/// comes twice the last counts.
final class TarIndex {

    private static final int BLOCK = 512;
    private static final int MAX_MEMBERS = 200_000;
    private static final int MAX_HEADER = 1 << 20;
    private static final int MAX_LINKS = 8;

    private final FileChannel channel;
    private final SortedMap<String, Member> members = new TreeMap<>();

    private record Member(long offset, long size, Optional<String> link) {}

    private TarIndex(FileChannel channel) {
        this.channel = channel;
    }

    /// @throws SlipwayException.CorruptData when the bytes are no tar, or one that leads out of itself
    static TarIndex read(FileChannel channel) throws IOException {
        var index = new TarIndex(channel);
        try {
            index.scan();
        } catch (EOFException e) {
            Problem problem = Problem.of("the archive ends too early: it is damaged or was not copied whole");
            throw new SlipwayException.CorruptData(problem, e);
        }
        return index;
    }

    private void scan() throws IOException {
        Map<String, String> extended = new HashMap<>();
        long length = channel.size();
        long at = 0;
        for (int count = 0; at + BLOCK <= length; count++) {
            ByteBuffer header = bytes(at, BLOCK);
            if (isZero(header)) return;
            checkSum(header, at);
            if (count > MAX_MEMBERS) throw corrupt("it has more than " + MAX_MEMBERS + " entries: no image archive has");
            byte type = header.get(156);
            boolean extendedSize = extended.containsKey("size") && !isExtension(type);
            long size = extendedSize ? decimal(extended.get("size")) : number(header, 124, 12);
            long body = at + BLOCK;
            if (size < 0 || size > length - body) throw new EOFException();
            at = body + size + (-size & BLOCK - 1);
            if (isExtension(type)) {
                if (size > MAX_HEADER) throw corrupt("an extended header has " + size + " bytes");
                extend(extended, type, bytes(body, (int) size));
                continue;
            }
            add(header, type, extended, new Member(body, size, Optional.empty()));
            extended.clear();
        }
        if (at == 0) throw corrupt("it is empty");
    }

    private static boolean isExtension(byte type) {
        return type == 'x' || type == 'g' || type == 'L' || type == 'K';
    }

    private void add(ByteBuffer header, byte type, Map<String, String> extended, Member member) {
        String name = extended.getOrDefault("path", ustarName(header));
        String path = inside("", name);
        String target = extended.getOrDefault("linkpath", text(header, 157, 100));
        switch (type) {
            case 0, '0', '7' -> members.put(path, member);
            case '1' -> members.put(path, new Member(0, 0, Optional.of(inside("", target))));
            case '2' -> {
                if (target.startsWith("/")) throw hostile(name, "links to " + target);
                String directory = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
                members.put(path, new Member(0, 0, Optional.of(inside(directory, target))));
            }
            default -> members.remove(path);
        }
    }

    /// A path from a directory, in normal form. What leads out of the archive is an attack.
    private static String inside(String directory, String path) {
        var parts = new ArrayDeque<String>();
        if (!directory.isEmpty()) for (String part : directory.split("/")) parts.addLast(part);
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) throw hostile(path, "leads out of it");
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    private static void extend(Map<String, String> extended, byte type, ByteBuffer body) {
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        if (type == 'L') extended.put("path", upToNul(bytes));
        else if (type == 'K') extended.put("linkpath", upToNul(bytes));
        else if (type == 'x') pax(extended, bytes);
    }

    /// Records of the form `length key=value\n`, the length counting all of it.
    private static void pax(Map<String, String> extended, byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            int space = at;
            while (space < bytes.length && bytes[space] != ' ') space++;
            long length = decimal(new String(bytes, at, space - at, StandardCharsets.US_ASCII));
            if (length <= space - at + 1 || length > bytes.length - at) throw corrupt("a pax header is damaged");
            String record = new String(bytes, space + 1, (int) length - (space - at) - 2, StandardCharsets.UTF_8);
            int equals = record.indexOf('=');
            if (equals < 0) throw corrupt("a pax header is damaged");
            extended.put(record.substring(0, equals), record.substring(equals + 1));
            at += (int) length;
        }
    }

    private static void checkSum(ByteBuffer header, long at) {
        int sum = 0;
        for (int i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? ' ' : header.get(i) & 0xff;
        if (sum != number(header, 148, 8)) {
            throw corrupt(at == 0 ? "it is no tar" : "the header at byte " + at + " is damaged");
        }
    }

    private static boolean isZero(ByteBuffer header) {
        for (int i = 0; i < BLOCK; i++) if (header.get(i) != 0) return false;
        return true;
    }

    private static String ustarName(ByteBuffer header) {
        String name = text(header, 0, 100);
        String prefix = text(header, 257, 6).equals("ustar") ? text(header, 345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(ByteBuffer header, int from, int length) {
        byte[] field = new byte[length];
        header.get(from, field);
        return upToNul(field);
    }

    private static String upToNul(byte[] bytes) {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) end++;
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /// An octal number, or a big-endian one when the first bit is set; -1 when it is neither.
    private static long number(ByteBuffer header, int from, int length) {
        if ((header.get(from) & 0x80) != 0) {
            long value = 0;
            for (int i = from + length - 8; i < from + length; i++) value = value << 8 | header.get(i) & 0xff;
            return value;
        }
        String digits = text(header, from, length).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static long decimal(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw corrupt("a number in a pax header is damaged");
        }
    }

    private ByteBuffer bytes(long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) throw new EOFException();
        }
        return buffer.flip();
    }

    /// The paths of all files and links, sorted.
    Iterable<String> paths() {
        return members.keySet();
    }

    /// The size of the file at a path, links followed; absent when there is none.
    Optional<Long> size(String path) {
        return follow(path).map(Member::size);
    }

    /// Opens the file at a path, links followed.
    Optional<InputStream> open(String path) {
        return follow(path).map(member -> new ChannelRange(channel, member.offset(), member.size()));
    }

    private Optional<Member> follow(String path) {
        String at = inside("", path);
        for (int links = 0; links <= MAX_LINKS; links++) {
            Member member = members.get(at);
            if (member == null || member.link().isEmpty()) return Optional.ofNullable(member);
            at = member.link().get();
        }
        throw hostile(path, "is a link that leads to links without end");
    }

    private static SlipwayException.CorruptData hostile(String path, String how) {
        return corrupt("its entry " + path + " " + how);
    }

    private static SlipwayException.CorruptData corrupt(String why) {
        return new SlipwayException.CorruptData(Problem.of("the archive cannot be used: " + why));
    }
}
