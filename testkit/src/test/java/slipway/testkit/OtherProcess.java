package slipway.testkit;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import slipway.image.Descriptor;
import slipway.image.Image;
import slipway.image.Reference;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Durability;

/// A process that works on a store: what [StoreProcessesTest] starts, and kills.
///
/// It prints `ready` when the store is open, then the number of each round it has finished.
final class OtherProcess {

    private OtherProcess() {}

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        String who = arguments[1];
        int rounds = Integer.parseInt(arguments[2]);
        try (var store = DirectoryStore.open(root, Durability.SYNCED)) {
            System.out.println("ready");
            for (int i = 0; i < rounds; i++) {
                byte[] large = new byte[1 << 19];
                new Random(who.hashCode() + i).nextBytes(large);
                store.put(Descriptor.of("application/octet-stream", large), new ByteArrayInputStream(large));
                Image image = TestImages.image(store, "shared " + i, who + " " + i + " " + "x".repeat(i * 997 % 50_000));
                store.name(Reference.parse("example.test/" + who + ":" + i % 7), image.descriptor());
                store.name(Reference.parse("example.test/shared:" + i), image.descriptor());
                if (i % 5 == 4) store.forget(Reference.parse("example.test/" + who + ":" + i % 7));
                if (i % 11 == 10) store.collect(List.of());
                System.out.println(i);
            }
        }
    }

    /// Starts such a process.
    static Process start(Path root, String who, int rounds) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")
                        .replace(";", File.pathSeparator)));
        command.addAll(List.of(OtherProcess.class.getName(), root.toString(), who, Integer.toString(rounds)));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}
