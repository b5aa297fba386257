package slipway.build.run.emulate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import slipway.build.linux.FileCalls;
import slipway.build.run.execute.Privileges;

/// The handlers of our own user namespace, which hold for its processes alone. Linux has that since version 6.7.
final class OwnHandlers implements AutoCloseable {

    private final Path place;
    private final List<Path> directories;
    private boolean isMounted;
    private boolean isRefused;

    /// @param place where the kernel's list is mounted
    /// @param directories where emulators are looked for
    OwnHandlers(Path place, List<Path> directories) {
        this.place = place;
        this.directories = directories;
    }

    /// Registers the emulator of a processor, if there is one and the kernel lets us.
    ///
    /// @param others those that hold here so far; a namespace with a list of its own no longer sees them, so they are
    ///     registered as well
    boolean register(Processor processor, List<Handler> others) throws IOException {
        Optional<Path> emulator = emulator(processor);
        if (emulator.isEmpty() || isRefused || !Privileges.current().inUserNamespace()) return false;
        if (!isMounted) {
            if (!mount()) return false;
            for (int i = 0; i < others.size(); i++) {
                Handler other = others.get(i);
                if (Files.isReadable(other.interpreter())) write(other, "inherited" + i);
            }
        }
        return write(new Handler(emulator.get(), "F", 0, processor.magic(), processor.mask()), processor.emulatorName());
    }

    private Optional<Path> emulator(Processor processor) throws IOException {
        for (Path directory : directories) {
            for (String name : List.of("qemu-" + processor.emulatorName() + "-static", "qemu-" + processor.emulatorName())) {
                Path file = directory.resolve(name);
                if (StaticProgram.isOne(file)) return Optional.of(file.toRealPath());
            }
        }
        return Optional.empty();
    }

    private boolean mount() throws IOException {
        Files.createDirectories(place);
        try (FileCalls calls = FileCalls.open()) {
            calls.mount("binfmt_misc", place, "binfmt_misc");
            isMounted = true;
        } catch (IOException refused) {
            isRefused = true;
        }
        return isMounted;
    }

    private boolean write(Handler handler, String name) {
        try {
            Files.write(place.resolve("register"), handler.registration(name).getBytes(StandardCharsets.ISO_8859_1));
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (!isMounted) return;
        isMounted = false;
        try (FileCalls calls = FileCalls.open()) {
            calls.unmount(place);
        }
    }
}
