package slipway.build.export;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import slipway.build.Output.Destination;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Opens the destination of a stream of bytes, and sees to it that they arrive whole or not at all.
final class Sink {

    private static final int BUFFER = 1 << 16;

    private Sink() {}

    /// Writes the bytes.
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    static void write(Destination destination, Writing writing) throws IOException {
        switch (destination) {
            case Destination.StandardOutput() -> {
                var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER);
                writing.to(out);
                out.flush();
            }
            case Destination.File(var path) -> file(path, writing);
            case Destination.Program(var command) -> program(command, writing);
            case Destination.Directory(var path) -> throw new IllegalStateException("not a stream: " + path);
        }
    }

    private static void file(Path path, Writing writing) throws IOException {
        Path temporary = Files.createTempFile(path.toAbsolutePath().getParent(), ".slipway", "");
        try {
            try (var out = new BufferedOutputStream(Files.newOutputStream(temporary), BUFFER)) {
                writing.to(out);
            }
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// What the program says is only told when it fails.
    private static void program(List<String> command, Writing writing) throws IOException {
        Path said = Files.createTempFile("slipway", ".log");
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
            try (var out = new BufferedOutputStream(process.getOutputStream(), BUFFER)) {
                writing.to(out);
            } catch (IOException e) {
                if (await(process) == 0) throw e; // Else it ended early and has said why.
            }
            if (await(process) == 0) return;
            String last = new String(Files.readAllBytes(said), StandardCharsets.UTF_8).strip();
            throw new SlipwayException.BadInput(Problem.of(String.join(" ", command) + " failed"
                    + (last.isEmpty() ? "" : ": " + last.substring(Math.max(0, last.length() - 400)))));
        } finally {
            Files.deleteIfExists(said);
        }
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new SlipwayException.Interrupted();
        }
    }
}
