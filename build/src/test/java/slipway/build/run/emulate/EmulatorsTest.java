package slipway.build.run.emulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import slipway.build.run.execute.ExtraMount;
import slipway.image.Platform;

/// What the kernel's list says is believed; the list here is a directory of files like the kernel's.
final class EmulatorsTest {

    /// As Debian's qemu-user-static registers them: `name, magic, mask`.
    private static final String ARM64_MAGIC = "7f454c460201010000000000000000000200b700";
    private static final String MASK = "ffffffffffffff00fffffffffffffffffeffffff";

    @TempDir
    Path directory;

    private Path kernel;

    @BeforeEach
    void list() throws IOException {
        kernel = Files.createDirectory(directory.resolve("binfmt_misc"));
        Files.writeString(kernel.resolve("status"), "enabled\n");
        Files.createFile(kernel.resolve("register"));
    }

    @ParameterizedTest
    @CsvSource({"linux/amd64", "linux/amd64/v3", "linux/386"})
    void theMachinesOwnProgramsNeedNothing(String platform) throws IOException {
        assertThat(emulators("linux/amd64").mounts(Platform.parse(platform))).contains(List.of());
    }

    @Test
    void aHandlerThatHoldsItsInterpreterIsAllItTakes() throws IOException {
        register("qemu-aarch64", ARM64_MAGIC, directory.resolve("nowhere"), "PF");
        assertThat(emulators("linux/amd64").mounts(Platform.parse("linux/arm64"))).contains(List.of());
        assertThat(emulators("linux/amd64").mounts(Platform.parse("linux/arm64/v9"))).contains(List.of());
    }

    @Test
    void aHandlerWithoutItFindsTheInterpreterInTheSandbox() throws IOException {
        Path interpreter = directory.resolve("qemu");
        Files.write(interpreter, Processor.AMD64.probe().orElseThrow());
        assertThat(interpreter.toFile().setExecutable(true)).isTrue();
        Path named = Files.createSymbolicLink(directory.resolve("aarch64-binfmt-P"), interpreter);
        register("qemu-aarch64", ARM64_MAGIC, named, "OC");
        Optional<List<ExtraMount>> mounts = emulators("linux/amd64").mounts(Platform.parse("linux/arm64"));
        assertThat(mounts).contains(List.of(ExtraMount.Bind.of(interpreter.toRealPath(), named.toString(),
                ExtraMount.Access.READ_ONLY)));
    }

    @Test
    void anInterpreterThatNeedsLibrariesIsNoHelp() throws IOException {
        Path shell = Path.of("/bin/sh");
        assumeTrue(Files.isExecutable(shell) && !StaticProgram.isOne(shell), "/bin/sh needs no libraries here");
        register("qemu-riscv64", "7f454c460201010000000000000000000200f300", shell, "OC");
        assertThat(emulators("linux/amd64").mounts(Platform.parse("linux/riscv64"))).isEmpty();
    }

    @Test
    void aHandlerThatIsSwitchedOffIsNone() throws IOException {
        register("qemu-x", "7f454c4602010100000000000000000002000201", directory.resolve("nowhere"), "F");
        Files.writeString(kernel.resolve("qemu-x"), Files.readString(kernel.resolve("qemu-x")).replace("enabled", "disabled"));
        assertThat(Handler.read(kernel.resolve("qemu-x"))).isEmpty();
    }

    @Test
    void otherSystemsDoNotRunHere() throws IOException {
        Emulators emulators = emulators("linux/amd64");
        assertThat(emulators.mounts(Platform.parse("windows/amd64"))).isEmpty();
        assertThat(emulators.missing(Platform.parse("windows/amd64")).hint().orElseThrow()).contains("$BUILDPLATFORM");
    }

    @Test
    void saysWhatHelps() {
        var problem = emulators("linux/amd64").missing(Platform.parse("linux/s390x"));
        assertThat(problem.message()).isEqualTo(
                "this step runs a program for linux/s390x, and this machine is linux/amd64 without an emulator for it");
        assertThat(problem.hint().orElseThrow()).contains("qemu-user-static and binfmt-support", "qemu-s390x and qemu-openrc",
                "FROM --platform=$BUILDPLATFORM");
    }

    @ParameterizedTest
    @EnumSource(Processor.class)
    void eachProcessorIsToldFromAllOthers(Processor processor) {
        var handler = new Handler(Path.of("/qemu"), "F", 0, processor.magic(), processor.mask());
        for (Processor other : Processor.values()) assertThat(handler.isFor(other)).isEqualTo(other == processor);
    }

    @Test
    void asksForWhatDebianRegisters() throws IOException {
        register("qemu-aarch64", ARM64_MAGIC, Path.of("/usr/bin/qemu-aarch64-static"), "F");
        var ours = new Handler(Path.of("/usr/bin/qemu-aarch64-static"), "F", 0, Processor.ARM64.magic(), Processor.ARM64.mask());
        Handler theirs = Handler.read(kernel.resolve("qemu-aarch64")).orElseThrow();
        assertThat(ours.registration("a")).isEqualTo(theirs.registration("a"));
    }

    @Test
    void probesOfThisMachineEndWell() throws Exception {
        Processor here = Processor.of(Platform.local()).orElseThrow();
        Path probe = directory.resolve("probe");
        Files.write(probe, here.probe().orElseThrow());
        assertThat(probe.toFile().setExecutable(true)).isTrue();
        assertThat(new ProcessBuilder(probe.toString()).start().waitFor()).isZero();
    }

    /// Where the kernel has an emulator, each probe must end well under it.
    @ParameterizedTest
    @EnumSource(Processor.class)
    void probesEndWellUnderAnEmulator(Processor processor) throws Exception {
        Path emulator = Path.of("/usr/bin/qemu-" + processor.emulatorName() + "-static");
        assumeTrue(Files.isExecutable(emulator) && processor.probe().isPresent(), "no emulator for " + processor);
        Path probe = directory.resolve("probe");
        Files.write(probe, processor.probe().orElseThrow());
        assertThat(probe.toFile().setExecutable(true)).isTrue();
        assertThat(new ProcessBuilder(emulator.toString(), probe.toString()).inheritIO().start().waitFor()).isZero();
    }

    private Emulators emulators(String machine) {
        return new Emulators(Platform.parse(machine), kernel, directory.resolve("no/scratch"),
                new OwnHandlers(directory.resolve("own"), List.of()));
    }

    private void register(String name, String magic, Path interpreter, String flags) throws IOException {
        Files.writeString(kernel.resolve(name), "enabled\ninterpreter " + interpreter + "\nflags: " + flags + "\noffset 0\nmagic "
                + magic + "\nmask " + MASK + "\n");
    }
}
