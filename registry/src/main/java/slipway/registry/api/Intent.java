package slipway.registry.api;

import java.util.SortedSet;
import slipway.registry.auth.Scope;

/// What a question is asked for. Before a push the right to write is asked for at once: that is one token instead of two,
/// and a repository that does not exist yet may be asked about only by who may make it.
public enum Intent {
    PULL,
    PUSH;

    SortedSet<String> scope(String repository) {
        return this == PULL ? Scope.pull(repository) : Scope.push(repository);
    }
}
