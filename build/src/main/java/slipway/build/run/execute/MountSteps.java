package slipway.build.run.execute;

import static slipway.build.linux.Flag.AT_EMPTY_PATH;
import static slipway.build.linux.Flag.AT_FDCWD;
import static slipway.build.linux.Flag.AT_RECURSIVE;
import static slipway.build.linux.Flag.FSCONFIG_CMD_CREATE;
import static slipway.build.linux.Flag.FSCONFIG_SET_STRING;
import static slipway.build.linux.Flag.MOVE_MOUNT_F_EMPTY_PATH;
import static slipway.build.linux.Flag.MOVE_MOUNT_T_EMPTY_PATH;
import static slipway.build.linux.Flag.OPEN_TREE_CLONE;
import static slipway.build.linux.Flag.O_CLOEXEC;
import static slipway.build.linux.Flag.O_CREAT;
import static slipway.build.linux.Flag.O_EXCL;
import static slipway.build.linux.Flag.O_PATH;
import static slipway.build.linux.Flag.O_WRONLY;
import static slipway.build.linux.Flag.RESOLVE_IN_ROOT;
import static slipway.build.linux.Flag.RESOLVE_NO_MAGICLINKS;

import java.util.Map;
import java.util.SequencedMap;
import slipway.build.linux.Call;
import slipway.build.linux.Program;
import slipway.build.linux.Program.Cell;
import slipway.build.linux.Program.Step;

/// Writes the steps that make mounts. A mount is made with no place first, and then moved onto a place that is already
/// open: no path is looked up twice, so nothing can be put in its way.
final class MountSteps {
    private final Program program;

    MountSteps(Program program) {
        this.program = program;
    }

    /// A new file system of a type, with its options; the mount is in the result.
    Cell create(String type, SequencedMap<String, String> options, long attributes) {
        Cell context = program.variable();
        Cell mount = program.variable();
        Cell zero = program.number(0);
        String purpose = "mount " + type;
        program.call(Call.FSOPEN, program.text(type), program.number(1)).into(context).to(purpose);
        for (Map.Entry<String, String> option : options.entrySet()) {
            program.call(Call.FSCONFIG, context, program.number(FSCONFIG_SET_STRING), program.text(option.getKey()),
                    program.text(option.getValue()), zero).to(purpose + " with " + option.getKey());
        }
        program.call(Call.FSCONFIG, context, program.number(FSCONFIG_CMD_CREATE), zero, zero, zero).to(purpose);
        program.call(Call.FSMOUNT, context, program.number(1), program.number(attributes)).into(mount).to(purpose);
        program.call(Call.CLOSE, context);
        return mount;
    }

    /// The same tree once more, as a mount in the result, with everything mounted inside.
    Step copy(Cell directory, String path, Cell mount) {
        int flags = OPEN_TREE_CLONE | O_CLOEXEC | AT_RECURSIVE | (path.isEmpty() ? AT_EMPTY_PATH : 0);
        return program.call(Call.OPEN_TREE, directory, program.text(path), program.number(flags)).into(mount)
                .to("mount " + (path.isEmpty() ? "a tree again" : path));
    }

    /// The same tree once more, from a path of the machine.
    Cell copy(String path) {
        Cell mount = program.variable();
        copy(program.number(AT_FDCWD), path, mount);
        return mount;
    }

    /// Takes rights away from a mount and all inside it.
    Step restrict(Cell mount, long attributes) {
        return program.call(Call.MOUNT_SETATTR, mount, program.text(""), program.number(AT_EMPTY_PATH | AT_RECURSIVE),
                program.numbers(attributes, 0, 0, 0), program.number(32)).to("restrict a mount");
    }

    /// Moves a mount onto an open place and closes both.
    void attach(Cell mount, Cell place, String name) {
        program.call(Call.MOVE_MOUNT, mount, program.text(""), place, program.text(""),
                program.number(MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH)).to("mount on " + name);
        program.call(Call.CLOSE, mount);
        program.call(Call.CLOSE, place);
    }

    /// Opens a path below `root` as a place; links are followed, and lead nowhere but below `root`.
    Step open(Cell root, String path, long flags, Cell result) {
        return open(root, path, flags, RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS, result);
    }

    Step open(Cell root, String path, long flags, long resolve, Cell result) {
        return program.call(Call.OPENAT2, root, program.text(path), program.numbers(flags | O_CLOEXEC, 0, resolve),
                program.number(24)).into(result).to("open /" + path);
    }

    /// Opens a path of the machine as a place.
    Cell openHost(String path) {
        Cell result = program.variable();
        program.call(Call.OPENAT, program.number(AT_FDCWD), program.text(path), program.number(O_PATH | O_CLOEXEC),
                program.number(0)).into(result).to("open " + path);
        return result;
    }

    /// Makes a file with this content.
    void file(String path, byte[] content, int mode) {
        Cell file = program.variable();
        program.call(Call.OPENAT, program.number(AT_FDCWD), program.text(path),
                program.number(O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC), program.number(mode)).into(file)
                .to("write " + path);
        if (content.length > 0) {
            program.call(Call.WRITE, file, program.bytes(content), program.number(content.length)).to("write " + path);
        }
        program.call(Call.CLOSE, file);
    }

    void directory(String path, int mode) {
        program.call(Call.MKDIRAT, program.number(AT_FDCWD), program.text(path), program.number(mode)).to("make " + path);
    }
}
