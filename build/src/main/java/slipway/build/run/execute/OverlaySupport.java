package slipway.build.run.execute;

import static slipway.build.linux.Flag.AT_FDCWD;
import static slipway.build.linux.Flag.CLONE_NEWNS;
import static slipway.build.linux.Flag.MS_PRIVATE;
import static slipway.build.linux.Flag.MS_REC;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import slipway.build.linux.Architecture;
import slipway.build.linux.Call;
import slipway.build.linux.Errno;
import slipway.build.linux.Program;
import slipway.build.linux.Program.Label;
import slipway.diagnostics.Problem;

/// overlayfs, as we use it.
public final class OverlaySupport {
    private OverlaySupport() { }

    /// Why a store in `directory` cannot use overlayfs, if it cannot: tries it there, with the deletion of a file of a
    /// lower layer, in a process and a mount namespace of its own. Nothing is left.
    public static Optional<Problem> probe(Path directory) throws IOException {
        Optional<Architecture> architecture = Architecture.current();
        if (architecture.isEmpty()) return Optional.of(Problem.of("no overlay on this processor"));
        Privileges privileges = Privileges.current();
        if (privileges.problem().isPresent()) return privileges.problem();
        Path place = Files.createTempDirectory(directory.toAbsolutePath(), "overlay-");
        try {
            for (String part : List.of("lower", "upper", "work", "merged")) Files.createDirectory(place.resolve(part));
            Files.createFile(place.resolve("lower/file"));
            Program program = program(architecture.get(), place, privileges);
            var reports = new ProgramRun(place).run(program, OutputSink.nowhere(), new Cancellation());
            for (var report : reports) {
                Program.Step step = program.stepAt(report.step());
                if (step == null) continue;
                return Optional.of(Problem.of("overlay does not work in " + directory + ": cannot " + step.purpose() + ": "
                        + Errno.words((int) -report.value()))
                        .hint("put the store on ext4, xfs, btrfs or tmpfs; every step copies its files otherwise"));
            }
            return Optional.empty();
        } finally {
            delete(place);
        }
    }

    /// The options of every overlay mount, each with a comma before it. They switch off what would make an upper directory
    /// depend on more than itself. In a user namespace the marks are kept where its root may write them.
    static String options(Privileges privileges) {
        return ",index=off,metacopy=off,redirect_dir=nofollow,xino=off" + (privileges.inUserNamespace() ? ",userxattr" : "");
    }

    private static Program program(Architecture architecture, Path place, Privileges privileges) {
        var program = new Program(architecture);
        Label failed = program.label();
        program.onFailure(failed);
        program.call(Call.UNSHARE, program.number(CLONE_NEWNS)).to("make a mount namespace");
        program.call(Call.MOUNT, program.number(0), program.text("/"), program.number(0),
                program.number(MS_REC | MS_PRIVATE), program.number(0)).to("keep mounts to ourselves");
        program.call(Call.CHDIR, program.text(place.toString())).to("enter " + place);
        program.call(Call.MOUNT, program.text("overlay"), program.text("merged"), program.text("overlay"),
                program.number(0), program.text("lowerdir=lower,upperdir=upper,workdir=work,volatile" + options(privileges)))
                .to("mount");
        program.call(Call.UNLINKAT, program.number(AT_FDCWD), program.text("merged/file"), program.number(0))
                .to("delete a file of a lower layer");
        program.call(Call.UMOUNT2, program.text("merged"), program.number(0)).to("unmount");
        program.call(Call.EXIT_GROUP, program.number(0));
        program.place(failed);
        program.call(Call.WRITE, program.number(2), program.failureReport(), program.number(32)).orNot();
        program.call(Call.EXIT_GROUP, program.number(1));
        return program;
    }

    private static void delete(Path place) throws IOException {
        try (var files = Files.walk(place)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
