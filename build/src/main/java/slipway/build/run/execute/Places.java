package slipway.build.run.execute;

import static slipway.build.linux.Flag.AT_EMPTY_PATH;
import static slipway.build.linux.Flag.AT_FDCWD;
import static slipway.build.linux.Flag.AT_REMOVEDIR;
import static slipway.build.linux.Flag.MNT_DETACH;
import static slipway.build.linux.Flag.O_CLOEXEC;
import static slipway.build.linux.Flag.O_PATH;
import static slipway.build.linux.Flag.S_IFREG;
import static slipway.build.linux.Flag.UMOUNT_NOFOLLOW;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import slipway.build.linux.Call;
import slipway.build.linux.Program;
import slipway.build.linux.Program.Cell;
import slipway.build.linux.Program.Label;

/// Finds the places in a root where something is mounted, and makes those that are not there.
///
/// What was made is taken away after the step ([#removeMounted]), and the directories in which that happened keep their time
/// of change both ways. It is the exception: a stack of layers carries its missing places in a lowest layer of its own
/// ([Stubs]), so that nothing need be made unless a layer hides that one.
final class Places {
    /// Where a `struct statx` holds the time of change, less the 16 bytes of the time of access, which stand first in what
    /// `utimensat` takes.
    private static final int STATX_TIMES = 0x70 - 16;

    private final Program program;
    private final MountSteps mounts;
    private final List<Made> made = new ArrayList<>();

    /// What a place must be for a mount to fit.
    enum Kind { FILE, DIRECTORY }

    /// A place in a root.
    record Place(String path, Kind kind) { }

    /// An entry that may have been made: `result` is 0 if so.
    private record Made(List<String> parent, String name, Kind kind, Cell result) { }

    Places(Program program, MountSteps mounts) {
        this.program = program;
        this.mounts = mounts;
    }

    /// Opens the place below `root`, made if it is missing. `flags` are added to the opening's.
    Cell open(Cell root, Place place, int flags) {
        List<String> parts = Targets.parts(place.path());
        String path = String.join("/", parts);
        Cell result = program.variable();
        Label missing = program.label();
        Label done = program.label();
        mounts.open(root, path, O_PATH | flags, result).orElse(missing).then(done);
        program.place(missing);
        for (int i = 1; i < parts.size(); i++) {
            Cell directory = program.variable();
            Label absent = program.label();
            Label present = program.label();
            mounts.open(root, String.join("/", parts.subList(0, i)), O_PATH, directory).orElse(absent).then(present);
            program.place(absent);
            make(root, parts.subList(0, i), Kind.DIRECTORY);
            program.place(present);
            program.call(Call.CLOSE, directory).orNot();
        }
        make(root, parts, place.kind());
        mounts.open(root, path, O_PATH | flags, result);
        program.place(done);
        return result;
    }

    /// Takes away what was made, and what is mounted there; for a process whose root is the step's, when the step has
    /// ended.
    void removeMounted() {
        if (made.isEmpty()) return;
        Cell root = mounts.openHost("/");
        for (Made entry : made.reversed()) {
            Label next = unlessMade(entry);
            String path = "/" + String.join("/", entry.parent()) + "/" + entry.name();
            program.call(Call.UMOUNT2, program.text(path), program.number(MNT_DETACH | UMOUNT_NOFOLLOW)).orNot();
            remove(root, entry, next);
        }
    }

    /// Takes away what was made below the directory at `path`, where nothing is mounted any more.
    void remove(String path) {
        if (made.isEmpty()) return;
        Label gone = program.label();
        Cell root = program.variable();
        program.call(Call.OPENAT, program.number(AT_FDCWD), program.text(path), program.number(O_PATH | O_CLOEXEC),
                program.number(0)).into(root).orElse(gone);
        for (Made entry : made.reversed()) remove(root, entry, unlessMade(entry));
        program.place(gone);
    }

    /// Goes on at the label unless the entry was made.
    private Label unlessMade(Made entry) {
        Label next = program.label();
        Cell self = program.variable();
        program.call(Call.GETPID).into(self);
        // A signal of number 0 does nothing, and one of number -1 fails: the only way to ask.
        program.call(Call.KILL, self, entry.result()).orElse(next);
        return next;
    }

    private void remove(Cell root, Made entry, Label next) {
        change(root, entry.parent(), next, parent -> program.call(Call.UNLINKAT, parent, program.text(entry.name()),
                program.number(entry.kind() == Kind.DIRECTORY ? AT_REMOVEDIR : 0)).orNot());
        program.place(next);
    }

    private void make(Cell root, List<String> parts, Kind kind) {
        var entry = new Made(List.copyOf(parts.subList(0, parts.size() - 1)), parts.getLast(), kind,
                program.variable(-1));
        made.add(entry);
        Label done = program.label();
        Cell name = program.text(entry.name());
        change(root, entry.parent(), done, parent -> (switch (kind) {
            case DIRECTORY -> program.call(Call.MKDIRAT, parent, name, program.number(0755));
            case FILE -> program.call(Call.MKNODAT, parent, name, program.number(S_IFREG | 0644), program.number(0));
        }).into(entry.result()).to("make a place to mount " + String.join("/", parts)));
        program.place(done);
    }

    /// Does something to a directory and sets its time of change back.
    private void change(Cell root, List<String> directory, Label failed, Consumer<Cell> change) {
        Cell open = program.variable();
        Cell times = program.buffer(256);
        String path = directory.isEmpty() ? "." : String.join("/", directory);
        mounts.open(root, path, program.architecture().directoryFlag(), open).orElse(failed);
        program.call(Call.STATX, open, program.text(""), program.number(AT_EMPTY_PATH), program.number(0x7ff), times);
        change.accept(open);
        program.call(Call.UTIMENSAT, open, program.number(0), program.after(times, STATX_TIMES), program.number(0)).orNot();
        program.call(Call.CLOSE, open).orNot();
    }
}
