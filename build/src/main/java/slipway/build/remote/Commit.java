package slipway.build.remote;

import java.util.Optional;

/// What a ref of a repository points to.
///
/// @param id of the commit, in hexadecimal digits
/// @param ref under which the server has it (`refs/heads/main`); absent where the commit itself was named
/// @param tag the object of an annotated tag, if the ref is one
public record Commit(String id, Optional<String> ref, Optional<String> tag) {

    /// A commit that was named by itself.
    static Commit of(String id) {
        return new Commit(id, Optional.empty(), Optional.empty());
    }
}
