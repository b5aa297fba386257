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
            case ExtraMount.Bind bind -> bind(bind, "m" + index);
            case ExtraMount.Tmpfs tmpfs -> tmpfs(tmpfs);
            case ExtraMount.SecretFile secret -> secret(secret, "secret" + index);
        };
    }

    private Cell bind(ExtraMount.Bind bind, String name) {
        Cell source = source(bind, name);
        Cell mount = program.variable();
        String subpath = String.join("/", Targets.parts(bind.subpath()));
        if (subpath.isEmpty()) {
            mounts.copy(source, "", mount);
        } else {
            Cell part = program.variable();
            mounts.open(source, subpath, O_PATH, part).to("find " + bind.subpath() + " to mount");
            mounts.copy(part, "", mount);
            program.call(Call.CLOSE, part);
        }
        program.call(Call.CLOSE, source);
        long readOnly = bind.access() == Access.READ_ONLY ? MOUNT_ATTR_RDONLY : 0;
        mounts.restrict(mount, MOUNT_ATTR_NODEV | MOUNT_ATTR_NOSUID | readOnly);
        return mount;
    }

    /// The stack as one tree, open.
    private Cell source(ExtraMount.Bind bind, String name) {
        boolean forget = bind.access() == Access.WRITE_AND_FORGET;
        if (bind.layers().size() == 1 && (!forget || !Files.isDirectory(bind.layers().getFirst()))) {
            return mounts.openHost(bind.layers().getFirst().toString());
        }
        mounts.directory(name, 0755);
        if (forget) {
            mounts.directory(name + "-upper", 0755);
            mounts.directory(name + "-work", 0755);
        }
        roots.overlay(name, bind.layers(), "", forget
                ? List.of(Path.of(name + "-upper"), Path.of(name + "-work")) : List.of());
        return mounts.openHost(name);
    }

    private Cell tmpfs(ExtraMount.Tmpfs tmpfs) {
        var options = new LinkedHashMap<String, String>();
        tmpfs.bytes().ifPresent(bytes -> options.put("size", Long.toString(bytes)));
        return mounts.create("tmpfs", options, MOUNT_ATTR_NODEV | MOUNT_ATTR_NOSUID);
    }

    private Cell secret(ExtraMount.SecretFile secret, String name) {
        mounts.file(name, secret.content(), secret.mode());
        program.call(Call.FCHOWNAT, program.number(AT_FDCWD), program.text(name), program.number(secret.uid()),
                program.number(secret.gid()), program.number(0)).to("give the secret to user " + secret.uid());
        program.call(Call.FCHMODAT, program.number(AT_FDCWD), program.text(name), program.number(secret.mode()))
                .to("set the mode of a secret");
        Cell mount = mounts.copy(name);
        mounts.restrict(mount, MOUNT_ATTR_NODEV | MOUNT_ATTR_NOSUID | MOUNT_ATTR_RDONLY);
        return mount;
    }

    private static Kind kind(ExtraMount extra) {
        return switch (extra) {
            case ExtraMount.Bind bind -> kind(bind);
            case ExtraMount.Tmpfs _ -> Kind.DIRECTORY;
            case ExtraMount.SecretFile _ -> Kind.FILE;
        };
    }

    /// A directory, unless the topmost layer that has the path says otherwise. Links in it are not followed: where they
    /// matter, the place has to be there or the mount fails.
    private static Kind kind(ExtraMount.Bind bind) {
        String subpath = String.join("/", Targets.parts(bind.subpath()));
        for (Path layer : bind.layers().reversed()) {
            Path path = subpath.isEmpty() ? layer : layer.resolve(subpath);
            if (Files.isSymbolicLink(path) && !subpath.isEmpty()) return Kind.DIRECTORY;
            if (Files.isDirectory(path)) return Kind.DIRECTORY;
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return Kind.FILE;
        }
        return Kind.DIRECTORY;
    }
}
