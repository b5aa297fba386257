package slipway.registry.auth;

import java.util.SortedSet;
import java.util.TreeSet;

/// What a token is to allow, in the token services' words: `repository:library/alpine:pull`.
public final class Scope {

    private Scope() {}

    /// Nothing in particular: enough to see whether a login holds.
    public static SortedSet<String> none() {
        return new TreeSet<>();
    }

    public static SortedSet<String> pull(String repository) {
        return new TreeSet<>(java.util.List.of("repository:" + repository + ":pull"));
    }

    public static SortedSet<String> push(String repository) {
        return new TreeSet<>(java.util.List.of("repository:" + repository + ":pull,push"));
    }

    public static SortedSet<String> delete(String repository) {
        return new TreeSet<>(java.util.List.of("repository:" + repository + ":delete,pull"));
    }

    /// Enough to take a blob from one repository of a registry into another.
    public static SortedSet<String> mount(String from, String to) {
        SortedSet<String> both = push(to);
        both.addAll(pull(from));
        return both;
    }
}
