package slipway.build.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import slipway.build.plan.Isolation;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// The devices of this machine that its CDI specifications describe (Container Device Interface, section "Discovery").
///
/// A step that can do without a device runs without it where no specification describes it. Steps are not given devices.
final class CdiDevices {

    private static final List<Path> DIRECTORIES = List.of(Path.of("/etc/cdi"), Path.of("/var/run/cdi"));
    private static final int MAX_BYTES = 4 << 20;

    private CdiDevices() {}

    /// @throws SlipwayException.BadInput when the step would miss something
    static void check(List<Isolation.Device> wanted) throws IOException {
        for (Isolation.Device device : wanted) {
            boolean isDescribed = isDescribed(device.name());
            if (!isDescribed && device.need() == Isolation.Need.OPTIONAL) continue;
            if (!isDescribed) {
                throw new SlipwayException.BadInput(Problem.of("there is no device " + device.name())
                        .hint("devices are described by files in /etc/cdi and /var/run/cdi"));
            }
            throw new SlipwayException.BadInput(Problem.of("a step cannot be given the device " + device.name())
                    .hint("this machine has it, but steps see no devices yet; build without it, or with another builder"));
        }
    }

    private static boolean isDescribed(String name) throws IOException {
        String kind = name.contains("=") ? name.substring(0, name.indexOf('=')) : name;
        for (Path directory : DIRECTORIES) {
            if (!Files.isDirectory(directory)) continue;
            var files = new ArrayList<Path>();
            try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.{json,yaml,yml}")) {
                found.forEach(files::add);
            }
            for (Path file : files) {
                try (var in = Files.newInputStream(file)) {
                    if (new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8).contains(kind)) return true;
                }
            }
        }
        return false;
    }
}
