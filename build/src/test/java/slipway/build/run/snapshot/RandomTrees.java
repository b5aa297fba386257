package slipway.build.run.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import slipway.image.layer.Entry;
import slipway.image.layer.EntryOrder;

/// Made-up trees and made-up scripts that change them. Names repeat often, so that changes meet what is there.
final class RandomTrees {

    private static final List<String> NAMES = List.of("a", "b", "c", "a.b", "a b", "\u00fc", "r\udcff", ".x");
    private final Random random;

    RandomTrees(Random random) {
        this.random = random;
    }

    Entry[] tree() {
        var entries = new TreeMap<String, Entry>(EntryOrder.PATHS);
        fill(entries, "", 0);
        return entries.values().toArray(Entry[]::new);
    }

    private void fill(TreeMap<String, Entry> entries, String directory, int depth) {
        for (String name : NAMES) {
            if (random.nextInt(3) == 0) continue;
            String path = directory.isEmpty() ? name : directory + "/" + name;
            int owner = random.nextInt(3);
            long modified = random.nextInt(2000);
            switch (random.nextInt(depth < 2 ? 5 : 3)) {
                case 0 -> entries.put(path, Entry.symlink(path, pick(List.of("a", "../b", "/c/a", "nowhere")), owner, owner, modified));
                case 1, 2 -> entries.put(path, Entry.file(path, pick(List.of(0644, 0600, 04755)), owner, owner, random.nextInt(40), modified));
                default -> {
                    entries.put(path, Entry.directory(path, pick(List.of(0755, 0700, 01777)), owner, owner, modified));
                    fill(entries, path, depth + 1);
                }
            }
        }
    }

    String script() {
        var lines = new ArrayList<String>();
        lines.add("exec 2>/dev/null");
        for (int i = 0; i < 4 + random.nextInt(14); i++) lines.add(command() + " || :");
        return String.join("\n", lines);
    }

    private String command() {
        String path = path();
        String other = path();
        return switch (random.nextInt(13)) {
            case 0 -> "rm -rf " + path;
            case 1 -> "rm -rf " + path + "; mkdir -p " + path;
            case 2 -> "mkdir -p " + path;
            // A pipe that is opened waits for its other end for ever.
            case 3 -> "[ -e " + path + " ] || printf '%s' " + random.nextInt(1000) + " > " + path;
            case 4 -> "[ ! -f " + path + " ] || printf + >> " + path;
            case 5 -> "chmod " + pick(List.of("600", "644", "755", "4711")) + " " + path;
            case 6 -> "chown -h " + random.nextInt(3) + ":" + random.nextInt(3) + " " + path;
            case 7 -> "touch -h -d @" + random.nextInt(2000) + " " + path;
            case 8 -> "ln " + path + " " + other;
            case 9 -> "ln -sfn " + pick(List.of("a", "b", "../c")) + " " + path;
            case 10 -> "mv -T " + path + " " + other;
            case 11 -> "cp -a " + path + " " + other;
            default -> "mkfifo " + path;
        };
    }

    private String path() {
        var path = new StringBuilder(".");
        for (int i = 0; i <= random.nextInt(3); i++) path.append("/").append(quoted(pick(NAMES)));
        return path.toString();
    }

    /// A name in a script of ASCII letters.
    private static String quoted(String name) {
        var octal = new StringBuilder("\"$(printf '");
        for (byte b : slipway.image.layer.RawText.encode(name)) octal.append(String.format("\\%03o", b & 0xff));
        return octal.append("')\"").toString();
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
