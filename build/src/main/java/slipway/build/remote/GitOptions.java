package slipway.build.remote;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Suggestion;

/// What of a git repository is meant.
///
/// @param ref a branch, a tag, a commit or `refs/…`; empty for the branch that the repository shows first
/// @param subdirectory whose files are meant; empty for all
/// @param checksum what the commit, or the tag that names it, must begin with
/// @param gitDirectory whether `.git` stays, if that is said
/// @param submodules whether the repositories come along that this one refers to
/// @param lookup how the commit is found
public record GitOptions(String ref, String subdirectory, Optional<String> checksum, Optional<GitDirectory> gitDirectory,
        Submodules submodules, Lookup lookup) {

    /// What becomes of `.git`.
    public enum GitDirectory {
        KEEP,
        DROP
    }

    /// What becomes of submodules.
    public enum Submodules {
        FETCH,
        LEAVE
    }

    /// How the commit is found.
    public enum Lookup {
        /// The server is asked what the ref points to.
        BY_REF,
        /// The checksum is the commit: `fetch-by-commit`.
        BY_CHECKSUM
    }

    private static final Set<String> NAMES = Set.of("ref", "tag", "branch", "checksum", "commit", "subdir", "keep-git-dir",
            "submodules", "mtime", "fetch-by-commit");

    /// @param query what follows `?`: `name=value&…`
    /// @param fragment what follows `#`: `ref:directory`
    /// @throws SlipwayException.BadInput when the parts contradict each other or are unknown
    public static GitOptions parse(Optional<String> query, Optional<String> fragment) {
        Map<String, String> named = pairs(query.orElse(""));
        String[] parts = fragment.orElse("").split(":", 2);
        String ref = agree("ref", parts[0], named.getOrDefault("ref", ""));
        String directory = agree("subdir", parts.length > 1 ? parts[1] : "", named.getOrDefault("subdir", ""));
        if (named.containsKey("tag") && !ref.isEmpty()) throw conflict("tag", "ref");
        if (named.containsKey("branch") && named.containsKey("tag")) throw conflict("branch", "tag");
        if (named.containsKey("branch") && !ref.isEmpty()) throw conflict("branch", "ref");
        if (named.containsKey("tag")) ref = "refs/tags/" + named.get("tag");
        if (named.containsKey("branch")) ref = "refs/heads/" + named.get("branch");
        if (ref.startsWith("-")) throw new SlipwayException.BadInput(Problem.of("invalid git ref \"" + ref + "\""));
        Optional<String> checksum = Optional.ofNullable(named.get("checksum")).or(() ->
                Optional.ofNullable(named.get("commit")));
        if (checksum.isPresent() && ref.isEmpty()) ref = checksum.get();
        if (!named.getOrDefault("mtime", "commit").matches("checkout|commit")) {
            throw invalid("mtime", named.get("mtime"), "checkout and commit are known");
        }
        Lookup lookup = decision(named, "fetch-by-commit").orElse(false) ? Lookup.BY_CHECKSUM : Lookup.BY_REF;
        if (lookup == Lookup.BY_CHECKSUM && checksum.filter(Commit::isOne).isEmpty()) {
            throw invalid("fetch-by-commit", "true", "it needs checksum= with a whole commit");
        }
        return new GitOptions(ref, clean(directory), checksum,
                decision(named, "keep-git-dir").map(keep -> keep ? GitDirectory.KEEP : GitDirectory.DROP),
                decision(named, "submodules").orElse(true) ? Submodules.FETCH : Submodules.LEAVE, lookup);
    }

    private static Map<String, String> pairs(String query) {
        var pairs = new HashMap<String, String>();
        var seen = new HashSet<String>();
        for (String part : query.split("&")) {
            if (part.isEmpty()) continue;
            String[] pair = part.split("=", 2);
            String name = decode(pair[0]);
            String value = pair.length > 1 ? decode(pair[1]) : "";
            if (!NAMES.contains(name)) {
                Problem problem = Problem.of("unexpected query \"" + name + "\" in the address of a git repository");
                throw new SlipwayException.BadInput(Suggestion.didYouMean(name, NAMES.stream().sorted().toList())
                        .map(problem::hint).orElse(problem));
            }
            if (!seen.add(name)) throw valued(name, "multiple values");
            boolean mayBeBare = Set.of("keep-git-dir", "submodules", "fetch-by-commit").contains(name);
            if (value.isEmpty() && !mayBeBare) throw valued(name, "no value");
            pairs.put(name, value);
        }
        return pairs;
    }

    private static SlipwayException.BadInput valued(String name, String what) {
        return new SlipwayException.BadInput(Problem.of("query \"" + name + "\" has " + what));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new SlipwayException.BadInput(Problem.of("a percent sign begins no escape: " + text), e);
        }
    }

    private static String agree(String what, String one, String other) {
        if (!one.isEmpty() && !other.isEmpty() && !one.equals(other)) {
            throw new SlipwayException.BadInput(Problem.of(what + " conflicts: \"" + one + "\" vs \"" + other + "\""));
        }
        return one.isEmpty() ? other : one;
    }

    private static Optional<Boolean> decision(Map<String, String> named, String name) {
        if (!named.containsKey(name)) return Optional.empty();
        return Optional.of(switch (named.get(name)) {
            case "", "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> throw invalid(name, named.get(name), "true and false are known");
        });
    }

    private static SlipwayException.BadInput invalid(String name, String value, String hint) {
        return new SlipwayException.BadInput(Problem.of("invalid " + name + " value: \"" + value + "\"").hint(hint));
    }

    private static SlipwayException.BadInput conflict(String one, String other) {
        return new SlipwayException.BadInput(Problem.of(one + " conflicts with " + other));
    }

    /// A relative path without `.` and `..`, which lead no higher than the root.
    private static String clean(String directory) {
        var parts = new java.util.ArrayList<String>();
        for (String part : directory.split("/")) {
            if (part.isEmpty() || part.equals(".")) continue;
            if (!part.equals("..")) parts.add(part);
            else if (!parts.isEmpty()) parts.removeLast();
        }
        return String.join("/", parts);
    }

    /// The same, with a checksum that must be that of the address if it has one.
    public GitOptions withChecksum(String wanted) {
        if (checksum.isPresent() && !checksum.get().equals(wanted)) {
            throw new SlipwayException.BadInput(Problem.of("checksum mismatch \"" + wanted + "\" != \"" + checksum.get()
                    + "\""));
        }
        return new GitOptions(ref, subdirectory, Optional.of(wanted), gitDirectory, submodules, lookup);
    }

    /// The same with or without `.git`, which must be as in the address if it says something about it.
    public GitOptions with(GitDirectory wanted) {
        if (gitDirectory.isPresent() && gitDirectory.get() != wanted) {
            throw new SlipwayException.BadInput(Problem.of("inconsistent keep-git-dir configuration")
                    .hint("the address says one thing, the instruction another"));
        }
        return new GitOptions(ref, subdirectory, checksum, Optional.of(wanted), submodules, lookup);
    }

    /// Whether `.git` stays; it goes unless somebody says otherwise.
    boolean keepsGitDirectory() {
        return gitDirectory.filter(GitDirectory.KEEP::equals).isPresent();
    }

    /// As after the `#` of an address.
    @Override
    public String toString() {
        if (subdirectory.isEmpty()) return ref.isEmpty() ? "" : "#" + ref;
        return "#" + ref + ":" + subdirectory;
    }
}
