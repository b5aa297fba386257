package slipway.conformance.endurance;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a command ended.
///
/// @param code the exit code; that of a shell for the victims of signals
record Outcome(String command, int code, String out, String err) {

    private static final Pattern DIGEST = Pattern.compile("(?m)^Digest  (sha256:[0-9a-f]{64})$");
    private static final Pattern STEP = Pattern.compile("(?m)^#(\\d+) (\\[.*)$");

    /// The digest of the image that was built.
    String digest() {
        Matcher found = DIGEST.matcher(err);
        if (!found.find()) throw new AssertionError("no digest: " + this);
        return found.group(1);
    }

    /// The steps by name (`RUN make`), and whether each came from the cache.
    Map<String, Boolean> cached() {
        var steps = new TreeMap<String, Boolean>();
        for (MatchResult step : STEP.matcher(err).results().toList()) {
            String name = step.group(2).replaceFirst("\\[.*?\\] ", "");
            if (step.group(2).startsWith("[internal]") || name.startsWith("FROM ")) continue;
            steps.put(name, err.contains("\n#" + step.group(1) + " CACHED\n"));
        }
        return steps;
    }

    /// The steps that were not in the cache.
    List<String> executed() {
        return cached().entrySet().stream().filter(step -> !step.getValue()).map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public String toString() {
        return "slipway " + command + " -> " + code + "\n" + out + err;
    }
}
