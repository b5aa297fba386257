package slipway.build.run.execute;

import static slipway.build.linux.Flag.AT_FDCWD;
import static slipway.build.linux.Flag.AT_REMOVEDIR;
import static slipway.build.linux.Flag.MNT_DETACH;
import static slipway.build.linux.Flag.MOUNT_ATTR_NODEV;
import static slipway.build.linux.Flag.MS_NODEV;
import static slipway.build.linux.Flag.MS_NOSUID;
import static slipway.build.linux.Flag.S_IFREG;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeSet;
import slipway.build.linux.Call;
import slipway.build.linux.Program;
import slipway.build.linux.Program.Cell;
import slipway.build.run.execute.Places.Place;

/// Writes the steps that lay the layers over each other.
///
/// All happens in a file system in memory that only the step's mount namespace knows. It holds a short name for each
/// layer, so that hundreds of them fit into the 4096 bytes that the kernel takes, whatever the paths are; and a lowest
/// layer with an empty file or directory for each place where something will be mounted. So no such place is ever made
/// in the step's own layer: where an image has it, the image's is seen, and where it has not, the lowest layer's.
final class RootSteps {
    /// Files and directories, with the flag to remove them.
    private static final SequencedMap<String, Integer> VOLATILE_NOTE = new LinkedHashMap<>();

    static {
        VOLATILE_NOTE.put("/work/incompat/volatile/dirty", 0);
        VOLATILE_NOTE.put("/work/incompat/volatile", AT_REMOVEDIR);
        VOLATILE_NOTE.put("/work/incompat", AT_REMOVEDIR);
    }

    private final Program program;
    private final MountSteps mounts;
    private final Sandbox sandbox;

    RootSteps(Program program, MountSteps mounts, Sandbox sandbox) {
        this.program = program;
        this.mounts = mounts;
        this.sandbox = sandbox;
    }

    /// The path of something in the workspace.
    String inWorkspace(String name) {
        return sandbox.workspace() + "/" + name;
    }

    /// Lays the workspace, and makes the process stand in it.
    void workspace() {
        program.call(Call.MOUNT, program.text("slipway"), program.text(sandbox.workspace().toString()),
                program.text("tmpfs"), program.number(MS_NOSUID | MS_NODEV), program.text("mode=0700"))
                .to("mount a workspace on " + sandbox.workspace());
        program.call(Call.CHDIR, program.text(sandbox.workspace().toString())).to("enter " + sandbox.workspace());
    }

    /// Mounts the step's root in the workspace; the result is open on it.
    Cell root(RootFileSystem root, Collection<Place> places) {
        mounts.directory("root", 0755);
        switch (root) {
            case RootFileSystem.Overlay overlay -> {
                stubs(places);
                List<Path> lowers = new ArrayList<>(overlay.lowers());
                overlay("root", lowers, "stubs", List.of(overlay.upper(), overlay.work()));
            }
            case RootFileSystem.Directory directory -> {
                Cell mount = mounts.copy(directory.path().toString());
                mounts.restrict(mount, MOUNT_ATTR_NODEV);
                mounts.attach(mount, mounts.openHost("root"), "the root");
            }
        }
        return mounts.openHost("root");
    }

    /// Mounts a stack of layers (the base first) on a directory of the workspace, with what lies below them all, and,
    /// unless the list is empty, the directories for changes and for the kernel's work.
    ///
    /// Changes are not written to the disk when the step asks (`fsync`) nor at its end: whoever keeps them writes them.
    void overlay(String name, List<Path> lowers, String lowest, List<Path> upperAndWork) {
        var names = new ArrayList<String>();
        for (int i = lowers.size() - 1; i >= 0; i--) names.add(shortName(name + i, lowers.get(i)));
        if (!lowest.isEmpty()) names.add(lowest);
        String options = "lowerdir=" + String.join(":", names);
        if (!upperAndWork.isEmpty()) {
            String work = shortName(name + "-w", upperAndWork.get(1));
            options += ",upperdir=" + shortName(name + "-u", upperAndWork.get(0)) + ",workdir=" + work + ",volatile";
            // The kernel's note that an earlier mount did not write all to the disk at its end; ours never does.
            for (var note : VOLATILE_NOTE.entrySet()) {
                program.call(Call.UNLINKAT, program.number(AT_FDCWD), program.text(work + note.getKey()),
                        program.number(note.getValue())).orNot();
            }
        }
        options += OverlaySupport.options(sandbox.privileges());
        if (options.length() > 4000) throw new IllegalArgumentException("too many layers for one mount: " + lowers.size());
        program.call(Call.MOUNT, program.text("overlay"), program.text(name), program.text("overlay"),
                program.number(MS_NODEV), program.text(options)).to("mount the layers");
    }

    /// Makes the step's root the root of this process, and of its parent, and forgets the machine's.
    void pivot() {
        program.call(Call.CHDIR, program.text("root")).to("enter the root");
        program.call(Call.PIVOT_ROOT, program.text("."), program.text(".")).to("change the root");
        program.call(Call.UMOUNT2, program.text("."), program.number(MNT_DETACH)).to("leave the machine's root");
        program.call(Call.CHDIR, program.text("/")).to("enter the new root");
    }

    /// A symbolic link in the workspace: the kernel's options know neither long paths nor colons and commas in them.
    private String shortName(String name, Path path) {
        if (!path.isAbsolute()) return path.toString();
        program.call(Call.SYMLINKAT, program.text(path.toString()), program.number(AT_FDCWD), program.text(name))
                .to("name the layer " + path);
        return name;
    }

    private void stubs(Collection<Place> places) {
        mounts.directory("stubs", 0755);
        var made = new TreeSet<String>();
        for (Place place : places) {
            List<String> parts = Targets.parts(place.path());
            for (int i = 1; i <= parts.size(); i++) {
                String path = "stubs/" + String.join("/", parts.subList(0, i));
                boolean file = i == parts.size() && place.kind() == Places.Kind.FILE;
                if (!made.add(path)) continue;
                if (!file) {
                    mounts.directory(path, 0755);
                    continue;
                }
                program.call(Call.MKNODAT, program.number(AT_FDCWD), program.text(path), program.number(S_IFREG | 0644),
                        program.number(0)).to("make " + path);
            }
        }
    }
}
