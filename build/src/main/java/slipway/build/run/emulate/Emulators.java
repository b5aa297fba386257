package slipway.build.run.emulate;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import slipway.build.run.execute.ExtraMount;
import slipway.diagnostics.Problem;
import slipway.image.Platform;

/// Whether, and by what, programs for other platforms run on this machine.
///
/// The kernel starts an emulator for programs it cannot run itself, where somebody has told it which (`binfmt_misc`).
/// Where nobody has, and this process is root of a user namespace of its own, it tells the kernel itself, for this
/// namespace alone. Nothing is ever registered for the whole machine.
public final class Emulators implements AutoCloseable {

    private final Platform machine;
    private final Path kernel;
    private final Path scratch;
    private final OwnHandlers own;
    private final Map<Processor, Optional<List<ExtraMount>>> known = new HashMap<>();

    Emulators(Platform machine, Path kernel, Path scratch, OwnHandlers own) {
        this.machine = machine;
        this.kernel = kernel;
        this.scratch = scratch;
        this.own = own;
    }

    /// Those of this machine.
    ///
    /// @param scratch a directory for files of ours that may be run; made when needed
    /// @param searchPath where emulators are looked for, as in `PATH`
    public static Emulators ofThisMachine(Path scratch, String searchPath) {
        List<Path> directories = Stream.of(searchPath.split(File.pathSeparator)).filter(part -> part.startsWith("/"))
                .map(Path::of).toList();
        return new Emulators(Platform.local(), Path.of("/proc/sys/fs/binfmt_misc"), scratch,
                new OwnHandlers(scratch.resolve("binfmt"), directories));
    }

    /// Those of a machine that runs nothing at all.
    public static Emulators none() {
        Path nowhere = Path.of("/nonexistent");
        return new Emulators(Platform.of("none", "none"), nowhere, nowhere, new OwnHandlers(nowhere, List.of()));
    }

    /// What a step for a platform must see in its file system in order to run here: nothing mostly, else the emulator
    /// where the kernel will look for it.
    ///
    /// @return absent when programs of the platform do not run here
    public synchronized Optional<List<ExtraMount>> mounts(Platform platform) throws IOException {
        if (!platform.os().equals(machine.os())) return Optional.empty();
        Optional<Processor> wanted = Processor.of(platform);
        Optional<Processor> present = Processor.of(machine);
        if (platform.architecture().equals(machine.architecture())) return Optional.of(List.of());
        if (wanted.isEmpty()) return Optional.empty();
        if (present.isPresent() && present.get().runs(wanted.get())) return Optional.of(List.of());
        Optional<List<ExtraMount>> before = known.get(wanted.get());
        if (before != null) return before;
        Optional<List<ExtraMount>> found = find(wanted.get());
        known.put(wanted.get(), found);
        return found;
    }

    private Optional<List<ExtraMount>> find(Processor processor) throws IOException {
        List<Handler> handlers = handlers();
        Optional<Handler> handler = handlers.stream().filter(entry -> entry.isFor(processor)).findFirst();
        if (handler.isPresent()) {
            if (handler.get().isFixed()) return Optional.of(List.of());
            Path interpreter = handler.get().interpreter();
            if (StaticProgram.isOne(interpreter)) {
                return Optional.of(List.of(ExtraMount.Bind.of(interpreter.toRealPath(), interpreter.toString(),
                        ExtraMount.Access.READ_ONLY)));
            }
        }
        // In a container the kernel's list may be out of sight and work all the same.
        if (handler.isEmpty() && runs(processor)) return Optional.of(List.of());
        return own.register(processor, handlers) ? Optional.of(List.of()) : Optional.empty();
    }

    private List<Handler> handlers() throws IOException {
        var handlers = new ArrayList<Handler>();
        Path status = kernel.resolve("status");
        if (!Files.isReadable(status) || !Files.readString(status).startsWith("enabled")) return handlers;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(kernel)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!name.equals("status") && !name.equals("register")) Handler.read(entry).ifPresent(handlers::add);
            }
        }
        return handlers;
    }

    /// Tries it, with a program that ends at once.
    private boolean runs(Processor processor) throws IOException {
        Optional<byte[]> program = processor.probe();
        if (program.isEmpty()) return false;
        Files.createDirectories(scratch);
        Path file = Files.createTempFile(scratch, "probe", "");
        try {
            Files.write(file, program.get());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
            Process process = new ProcessBuilder(file.toString()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            if (process.waitFor(10, TimeUnit.SECONDS)) return process.exitValue() == 0;
            process.destroyForcibly();
            return false;
        } catch (IOException cannotBeRun) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /// What to tell someone whose step is for a platform that does not run here.
    public Problem missing(Platform platform) {
        String what = "this step runs a program for " + platform + ", and this machine is " + machine;
        Optional<Processor> processor = Processor.of(platform).filter(_ -> platform.os().equals(machine.os()));
        if (processor.isEmpty()) return Problem.of(what).hint("build what needs no emulation in a stage that begins with"
                + " FROM --platform=$BUILDPLATFORM");
        return Problem.of(what + " without an emulator for it")
                .hint("install one: qemu-user-static and binfmt-support on Debian, qemu-" + processor.get().emulatorName()
                        + " and qemu-openrc on Alpine; or cross-compile, which is faster:"
                        + " FROM --platform=$BUILDPLATFORM and ARG TARGETARCH");
    }

    @Override
    public void close() throws IOException {
        own.close();
    }
}
