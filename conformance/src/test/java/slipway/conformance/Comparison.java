package slipway.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Lists in which facts two images differ.
final class Comparison {

    private static final List<String> OF_ONE_PATH = List.of("mode", "owner", "size", "content", "target", "device");

    private Comparison() {}

    /// One line for each difference, in the order of the facts; none when the images are alike.
    ///
    /// @param test which may say that some lines do not count
    static List<String> differences(ImageView docker, ImageView slipway, Case test) {
        var keys = new TreeSet<>(docker.facts().keySet());
        keys.addAll(slipway.facts().keySet());
        var lines = new ArrayList<String>();
        for (String key : keys) {
            if (isWithinMissing(key, docker, slipway)) continue;
            String theirs = docker.facts().get(key);
            String ours = slipway.facts().get(key);
            if (theirs == null) lines.add("only slipway: " + key + ": " + ours);
            else if (ours == null) lines.add("only docker:  " + key + ": " + theirs);
            else if (!theirs.equals(ours) && !(key.startsWith("history") && inOldWords(theirs).equals(inOldWords(ours)))) {
                lines.add("differs:      " + key + "\n    docker:   " + theirs + "\n    slipway:  " + ours);
            }
        }
        lines.removeIf(test::ignores);
        return lines;
    }

    /// Of a path that one of them lacks, only the kind is listed.
    private static boolean isWithinMissing(String key, ImageView docker, ImageView slipway) {
        if (!key.startsWith("/") || key.endsWith(" kind")) return false;
        return docker.paths().stream().anyMatch(path -> isOf(key, path))
                != slipway.paths().stream().anyMatch(path -> isOf(key, path));
    }

    private static boolean isOf(String key, String path) {
        return key.startsWith(path + " ") && OF_ONE_PATH.contains(key.substring(path.length() + 1));
    }

    /// A line of history without what Docker 20.10 did not write into it yet, and today's BuildKit does: options of `COPY`
    /// and `ADD`, the values that `ARG`s have in this build, the start interval of a health check.
    private static String inOldWords(String history) {
        if (history.startsWith("ARG ")) return history.replaceAll("=[^ ]*.*(?= \\(buildkit)", "");
        if (history.startsWith("HEALTHCHECK ")) {
            return history.replaceFirst("( \"\\w+\" \"\\w+\" \"\\w+\") \"\\w+\" '", "$1 '");
        }
        boolean isCopy = history.startsWith("COPY ") || history.startsWith("ADD ");
        return isCopy ? history.replaceAll(" --(chown|chmod)=[^ ]+", "") : history;
    }
}
