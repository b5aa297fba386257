package slipway.build.run.execute;

import static slipway.build.linux.Flag.AT_FDCWD;
import static slipway.build.linux.Flag.MOUNT_ATTR_NODEV;
import static slipway.build.linux.Flag.MOUNT_ATTR_NOSUID;
import static slipway.build.linux.Flag.MOUNT_ATTR_RDONLY;
import static slipway.build.linux.Flag.O_PATH;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import slipway.build.linux.Call;
import slipway.build.linux.Program;
import slipway.build.linux.Program.Cell;
import slipway.build.run.execute.ExtraMount.Access;
import slipway.build.run.execute.Places.Kind;
import slipway.build.run.execute.Places.Place;

/// Writes the steps that mount what a step asks for beyond what every process sees.
final class ExtraMountSteps {
    private final Program program;
    private final MountSteps mounts;
    private final Places places;
    private final RootSteps roots;
    private final Sandbox sandbox;

    ExtraMountSteps(Program program, MountSteps mounts, Places places, RootSteps roots, Sandbox sandbox) {
        this.program = program;
        this.mounts = mounts;
        this.places = places;
        this.roots = roots;
        this.sandbox = sandbox;
    }

    /// The places these mounts need in the root.
    List<Place> places(List<ExtraMount> extras) {
        return extras.stream().map(extra -> new Place(extra.target(), kind(extra))).toList();
    }

    void mountAll(Cell root, List<ExtraMount> extras) {
        for (int i = 0; i < extras.size(); i++) {
            ExtraMount extra = extras.get(i);
            Cell mount = mount(extra, i);
            mounts.attach(mount, places.open(root, new Place(extra.target(), kind(extra)), 0), extra.target());
        }
    }

    /// Mounts them in the workspace instead, each under the name that [#prepared] gives, for someone else to find.
    void prepareAll(List<ExtraMount> extras) {
        for (int i = 0; i < extras.size(); i++) {
            Cell mount = mount(extras.get(i), i);
            String name = prepared(i);
            switch (kind(extras.get(i))) {
                case DIRECTORY -> mounts.directory(name, 0755);
                case FILE -> mounts.file(name, new byte[0], 0644);
            }
            mounts.attach(mount, mounts.openHost(name), name);
        }
    }

    /// The name in the workspace of the mount at `index`.
    static String prepared(int index) {
        return "extra" + index;
    }

    private Cell mount(ExtraMount extra, int index) {
        return switch (extra) {
            case ExtraMount.Bind bind -> part(source(bind, "m" + index + "-"), bind.subpath(), attributes(bind.access()));
            case ExtraMount.Writable writable -> part(source(writable, "m" + index + "-"), writable.subpath(),
                    attributes(Access.READ_WRITE));
            case ExtraMount.Tmpfs tmpfs -> tmpfs(tmpfs);
            case ExtraMount.SecretFile secret -> secret(secret, "secret" + index);
        };
    }

    private static long attributes(Access access) {
        return MOUNT_ATTR_NODEV | MOUNT_ATTR_NOSUID | switch (access) {
            case READ_ONLY -> MOUNT_ATTR_RDONLY;
            case READ_WRITE -> 0;
        };
    }

    /// A part of an open tree as a mount. Links are followed inside the tree.
    private Cell part(Cell source, String path, long attributes) {
        Cell mount = program.variable();
        String subpath = String.join("/", Targets.parts(path));
        if (subpath.isEmpty()) {
            mounts.copy(source, "", mount);
        } else {
            Cell part = program.variable();
            mounts.open(source, subpath, O_PATH, part).to("find /" + subpath + " to mount").ofInput();
            mounts.copy(part, "", mount);
            program.call(Call.CLOSE, part);
        }
        program.call(Call.CLOSE, source);
        mounts.restrict(mount, attributes);
        return mount;
    }

    /// The stack as one tree, open.
    private Cell source(ExtraMount.Bind bind, String name) {
        if (bind.layers().size() == 1) return mounts.openHost(bind.layers().getFirst().toString());
        mounts.directory(name, 0755);
        roots.overlay(name, bind.layers(), "", List.of());
        return mounts.openHost(name);
    }

    private Cell source(ExtraMount.Writable writable, String name) {
        return switch (writable.tree()) {
            case RootFileSystem.Directory(var path) -> mounts.openHost(path.toString());
            case RootFileSystem.Overlay(var lowers, var upper, var work) -> {
                String lowest = name + "lowest";
                mounts.directory(name, 0755);
                mounts.directory(lowest, 0755);
                roots.overlay(name, lowers, lowest, List.of(upper, work));
                yield mounts.openHost(name);
            }
        };
    }

    private Cell tmpfs(ExtraMount.Tmpfs tmpfs) {
        var options = new LinkedHashMap<String, String>();
        tmpfs.bytes().ifPresent(bytes -> options.put("size", Long.toString(bytes)));
        return mounts.create("tmpfs", options, attributes(tmpfs.access()));
    }

    private Cell secret(ExtraMount.SecretFile secret, String name) {
        mounts.file(name, secret.content(), secret.mode());
        program.call(Call.FCHOWNAT, program.number(AT_FDCWD), program.text(name), program.number(secret.uid()),
                program.number(secret.gid()), program.number(0)).to("give the secret to user " + secret.uid());
        program.call(Call.FCHMODAT, program.number(AT_FDCWD), program.text(name), program.number(secret.mode()))
                .to("set the mode of a secret");
        Cell mount = mounts.copy(name);
        mounts.restrict(mount, attributes(Access.READ_ONLY));
        return mount;
    }

    private static Kind kind(ExtraMount extra) {
        return switch (extra) {
            case ExtraMount.Bind bind -> kind(bind.layers(), bind.subpath());
            case ExtraMount.Writable writable -> kind(layers(writable.tree()), writable.subpath());
            case ExtraMount.Tmpfs _ -> Kind.DIRECTORY;
            case ExtraMount.SecretFile _ -> Kind.FILE;
        };
    }

    private static List<Path> layers(RootFileSystem tree) {
        return switch (tree) {
            case RootFileSystem.Directory(var path) -> List.of(path);
            case RootFileSystem.Overlay(var lowers, var upper, _) -> {
                var layers = new ArrayList<>(lowers);
                layers.add(upper);
                yield layers;
            }
        };
    }

    /// A directory, unless the topmost layer that has the path says otherwise. Links in it are not followed: where they
    /// matter, the place has to be there or the mount fails.
    private static Kind kind(List<Path> layers, String path) {
        String subpath = String.join("/", Targets.parts(path));
        for (Path layer : layers.reversed()) {
            Path there = subpath.isEmpty() ? layer : layer.resolve(subpath);
            if (Files.isSymbolicLink(there) && !subpath.isEmpty()) return Kind.DIRECTORY;
            if (Files.isDirectory(there)) return Kind.DIRECTORY;
            if (Files.exists(there, LinkOption.NOFOLLOW_LINKS)) return Kind.FILE;
        }
        return Kind.DIRECTORY;
    }
}
