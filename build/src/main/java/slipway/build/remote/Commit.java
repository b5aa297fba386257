package slipway.build.remote;

import java.util.Optional;

/// What a ref of a repository points to.
///
/// @param id of the commit, in hexadecimal digits
/// @param ref under which the server has it (`refs/heads/main`); absent where the commit itself was named
/// @param tag the object of an annotated tag, if the ref is one
public record Commit(String id, Optional<String> ref, Optional<String> tag) {

    /// The commit of an address that names one by itself: then nobody needs to be asked.
    public static Optional<Commit> known(GitAddress address) {
        GitOptions options = address.options();
        boolean isChecksum = options.lookup() == GitOptions.Lookup.BY_CHECKSUM;
        Optional<String> id = isChecksum ? options.checksum() : Optional.of(options.ref());
        return id.filter(Commit::isOne).map(text -> new Commit(text, Optional.empty(), Optional.empty()));
    }

    /// Whether a text is a commit with all its digits.
    static boolean isOne(String text) {
        return text.matches("[0-9a-f]{40}|[0-9a-f]{64}");
    }
}
