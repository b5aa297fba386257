package slipway.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What is compared of what was built: facts about subjects. A subject is `config`, `history 03`, a path that begins with
/// `/`; where there is more than one image, what tells it from others goes before.
///
/// Facts named `time` count only where somebody asks for them.
record ImageView(SortedMap<Fact, String> facts) {

    private static final String KIND = "kind";
    static final String TIME = "time";

    /// @param attribute what of it: `Env`, `mode`
    record Fact(String subject, String attribute) implements Comparable<Fact> {

        @Override
        public int compareTo(Fact other) {
            int subjects = subject.compareTo(other.subject);
            return subjects == 0 ? attribute.compareTo(other.attribute) : subjects;
        }

        @Override
        public String toString() {
            return attribute.isEmpty() ? subject : subject + " " + attribute;
        }
    }

    static ImageView empty() {
        return new ImageView(new TreeMap<>());
    }

    void add(String subject, String attribute, String value) {
        facts.put(new Fact(subject, attribute), value);
    }

    /// Adds what another one says, with `prefix` before each subject.
    void addAll(String prefix, ImageView other) {
        other.facts.forEach((fact, value) -> add(prefix + fact.subject, fact.attribute, value));
    }

    /// Adds what is known of the files of a tree.
    void addFiles(SortedMap<String, SortedMap<String, String>> files) {
        files.forEach((path, of) -> of.forEach((attribute, value) -> add(path, attribute, value)));
    }

    /// Whether something is known of a file of this name, or an image, or anything else.
    boolean knows(String subject) {
        return facts.containsKey(new Fact(subject, KIND));
    }

    /// The files that it speaks of.
    Set<String> files() {
        return facts.keySet().stream().filter(fact -> fact.attribute.equals(KIND)).map(Fact::subject)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// The view without what it has in common with a base: for `expected.txt`.
    List<String> linesWithout(ImageView base) {
        var lines = new ArrayList<String>();
        facts.forEach((fact, value) -> {
            boolean isOfBase = fact.subject.startsWith("/") && value.equals(base.facts.get(fact));
            boolean isUsual = fact.attribute.equals(TIME) || fact.attribute.equals("mediaType");
            if (!isOfBase && !isUsual) lines.add(fact + ": " + value);
        });
        List<String> deleted = base.files().stream().filter(path -> !knows(path)).toList();
        for (String path : deleted) {
            if (!deleted.contains(path.substring(0, path.lastIndexOf('/')))) lines.add("deleted: " + path);
        }
        return lines;
    }
}
