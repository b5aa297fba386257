package slipway.conformance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A text that declares files, one on each line, for what version control does not keep: set-id bits, links, sockets,
/// empty directories, owners, odd names, archives.
///
/// ```
/// # kind path [mode] [text] [option=value…]
/// dir     a/b 0700
/// file    a/b/c 0644 "text\n" owner=1:2 time=0
/// file    big 0644 size=100000
/// file    busybox 0755 host=/bin/busybox
/// link    to-c a/b/c
/// hard    again a/b/c
/// fifo    pipe 0600
/// socket  sock
/// device  null 0666 1:3
/// tar     files.tar.gz gzip list=archive.txt
/// gone    old
/// include ../other/list.txt
/// ```
///
/// Words are separated by blanks; in double quotes `\n`, `\t`, `\"`, `\\` and `\xHH` may stand.
///
/// @param directory where the lists and files lie that a list names
record FileList(Path directory, List<Declared> files) {

    /// When files are from, in seconds, if nothing else is said.
    static final long TIME = 1_000_000_000;

    FileList {
        files = List.copyOf(files);
    }

    static FileList read(Path list) throws IOException {
        var files = new ArrayList<Declared>();
        int number = 0;
        for (String line : Files.readAllLines(list)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) continue;
            try {
                List<Spoken> words = words(line);
                boolean isInclude = words.getFirst().text().equals("include");
                if (isInclude) files.addAll(read(list.resolveSibling(words.get(1).text())).files());
                else files.add(declared(words));
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(list + ":" + number + ": " + e.getMessage(), e);
            }
        }
        return new FileList(list.toAbsolutePath().getParent(), files);
    }

    private record Spoken(String text, boolean quoted) {}

    private static Declared declared(List<Spoken> words) {
        var kind = Declared.Kind.of(words.get(0).text());
        String path = words.get(1).text();
        int mode = kind == Declared.Kind.DIRECTORY ? 0755 : 0644;
        String text = "";
        Map<String, String> options = new LinkedHashMap<>();
        boolean modeIsNext = kind.hasMode();
        for (Spoken word : words.subList(2, words.size())) {
            int equals = word.text().indexOf('=');
            if (modeIsNext && !word.quoted()) mode = Integer.parseInt(word.text(), 8);
            else if (!word.quoted() && equals > 0 && isOption(word.text().substring(0, equals))) {
                options.put(word.text().substring(0, equals), word.text().substring(equals + 1));
            } else text = word.text();
            modeIsNext = false;
        }
        return new Declared(kind, path, mode, text, options);
    }

    private static boolean isOption(String key) {
        return List.of("owner", "time", "size", "host", "list", "attribute").contains(key);
    }

    private static List<Spoken> words(String line) {
        var words = new ArrayList<Spoken>();
        int at = 0;
        while (at < line.length()) {
            if (Character.isWhitespace(line.charAt(at))) {
                at++;
                continue;
            }
            boolean quoted = line.charAt(at) == '"';
            int end = quoted ? closing(line, at) : plainEnd(line, at);
            words.add(new Spoken(quoted ? unescape(line.substring(at + 1, end)) : line.substring(at, end), quoted));
            at = quoted ? end + 1 : end;
        }
        return words;
    }

    private static int plainEnd(String line, int at) {
        int end = at;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) end++;
        return end;
    }

    private static int closing(String line, int open) {
        for (int i = open + 1; i < line.length(); i++) {
            if (line.charAt(i) == '\\') i++;
            else if (line.charAt(i) == '"') return i;
        }
        throw new IllegalArgumentException("a quote is not closed");
    }

    private static String unescape(String text) {
        if (text.indexOf('\\') < 0) return text;
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            char next = text.charAt(++i);
            switch (next) {
                case 'n' -> bytes.write('\n');
                case 't' -> bytes.write('\t');
                case 'x' -> {
                    bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
                    i += 2;
                }
                default -> bytes.write(next);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// The file at a path.
    Declared named(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst().orElseThrow();
    }

    /// The content of a declared file.
    byte[] content(Declared file) throws IOException {
        String host = file.options().get("host");
        if (host != null) return Files.readAllBytes(Path.of(host));
        String size = file.options().get("size");
        if (size != null) return pattern(Integer.parseInt(size));
        return file.text().getBytes(StandardCharsets.UTF_8);
    }

    /// The bytes of a declared tar.
    byte[] archive(Declared tar) throws IOException {
        FileList inner = read(directory.resolve(tar.options().get("list")));
        return TarFile.compressed(inner, tar.text());
    }

    private static byte[] pattern(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) bytes[i] = (byte) (i * 31 + i / 251);
        return bytes;
    }
}
