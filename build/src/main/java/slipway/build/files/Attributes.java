package slipway.build.files;

import java.util.Optional;
import slipway.build.plan.ModeChange;
import slipway.image.layer.Entry;

/// Whose the copies are and what may be done with them, where that is not as at the source.
///
/// @param owner of every copy and of the directories made on the way
/// @param mode what happens to the mode of every copy; links have none
/// @param epoch the time of every copy and of directories made on the way. Times at the source are not part of what a step
///     is looked up by, so they must not reach its layer.
/// @param times whether copies keep their times nevertheless
public record Attributes(Optional<Owner> owner, Optional<ModeChange> mode, long epoch, Times times) {

    /// When copies were last changed.
    public enum Times {
        /// At the epoch.
        EPOCH,
        /// When they were at the source, whose bytes decide: members of an archive.
        KEPT
    }

    private static final int SET_GROUP_ID = 02000;

    /// Numbers of a user and a group.
    public record Owner(int user, int group) {
        public static final Owner ROOT = new Owner(0, 0);
    }

    /// A copy as it will be.
    Entry apply(Entry entry) {
        Entry timed = times == Times.EPOCH ? entry.withModified(epoch) : entry;
        Entry owned = owner.map(who -> timed.withOwner(who.user, who.group)).orElse(timed);
        if (mode.isEmpty() || entry.is(Entry.Kind.SYMLINK)) return owned;
        ModeChange.Of what = entry.is(Entry.Kind.DIRECTORY) ? ModeChange.Of.DIRECTORY : ModeChange.Of.OTHER;
        return owned.withMode(mode.get().apply(entry.mode(), what));
    }

    /// A directory that is made since a copy needs it.
    Entry newDirectory(String path) {
        Owner who = owner.orElse(Owner.ROOT);
        int bits = mode.map(ModeChange::newDirectory).orElse(ModeChange.NEW_DIRECTORY);
        return Entry.directory(path, bits, who.user, who.group, epoch);
    }

    /// What holds for an archive, whose modes nobody changes.
    Attributes forArchive() {
        return new Attributes(owner, Optional.empty(), epoch, Times.KEPT);
    }

    /// A new directory as it is in its parent. One with the set-group-ID bit gives it to new directories, and its group to
    /// those that are nobody's in particular, as it does in the kernel.
    Entry inherit(Entry directory, Entry parent) {
        if ((parent.mode() & SET_GROUP_ID) == 0) return directory;
        Entry inheriting = directory.withMode(directory.mode() | SET_GROUP_ID);
        return owner.isPresent() ? inheriting : inheriting.withOwner(directory.uid(), parent.gid());
    }
}
