package slipway.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Lists in which facts two images differ.
final class Comparison {

    private Comparison() {}

    /// One line for each difference, in the order of the facts; none when the images are alike.
    ///
    /// @param ignored a line in which one of these is found is left out
    static List<String> differences(ImageView docker, ImageView slipway, List<Pattern> ignored) {
        var keys = new TreeSet<>(docker.facts().keySet());
        keys.addAll(slipway.facts().keySet());
        var lines = new ArrayList<String>();
        for (String key : keys) {
            if (isWithinMissing(key, docker, slipway)) continue;
            String theirs = docker.facts().get(key);
            String ours = slipway.facts().get(key);
            if (theirs == null) lines.add("only slipway: " + key + ": " + ours);
            else if (ours == null) lines.add("only docker:  " + key + ": " + theirs);
            else if (!theirs.equals(ours)) lines.add("differs:      " + key + "\n    docker:   " + theirs + "\n    slipway:  " + ours);
        }
        lines.removeIf(line -> ignored.stream().anyMatch(pattern -> pattern.matcher(line).find()));
        return lines;
    }

    /// Of a path that one of them lacks, only the kind is listed.
    private static boolean isWithinMissing(String key, ImageView docker, ImageView slipway) {
        if (!key.startsWith("/") || key.endsWith(" kind")) return false;
        return docker.paths().stream().anyMatch(path -> isOf(key, path)) != slipway.paths().stream().anyMatch(path -> isOf(key, path));
    }

    private static boolean isOf(String key, String path) {
        return key.startsWith(path + " ") && List.of("mode", "owner", "size", "content", "target", "device").contains(key.substring(path.length() + 1));
    }
}
