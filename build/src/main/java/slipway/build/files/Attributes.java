package slipway.build.files;

import java.util.Optional;
import slipway.image.layer.Entry;

/// Whose the copies are and what may be done with them, where that is not as at the source.
///
/// @param owner of every copy and of the directories made on the way
/// @param mode of every copy and of the directories made on the way; links have none
/// @param epoch the time of directories made on the way
public record Attributes(Optional<Owner> owner, Optional<Integer> mode, long epoch) {

    /// Numbers of a user and a group.
    public record Owner(int user, int group) {
        public static final Owner ROOT = new Owner(0, 0);
    }

    /// A copy as it will be.
    Entry apply(Entry entry) {
        Entry owned = owner.map(who -> entry.withOwner(who.user, who.group)).orElse(entry);
        return entry.is(Entry.Kind.SYMLINK) ? owned : mode.map(owned::withMode).orElse(owned);
    }

    /// A directory that is made since a copy needs it.
    Entry newDirectory(String path) {
        Owner who = owner.orElse(Owner.ROOT);
        return Entry.directory(path, mode.orElse(0755), who.user, who.group, epoch);
    }
}
