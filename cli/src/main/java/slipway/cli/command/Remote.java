package slipway.cli.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import slipway.cli.Call;
import slipway.cli.build.BuildOptions;
import slipway.cli.build.WebDownloads;
import slipway.cli.progress.ProgressMode;
import slipway.cli.progress.ProgressView;
import slipway.cli.spec.Option;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Platform;
import slipway.registry.RegistryConfiguration;
import slipway.registry.RemoteImages;
import slipway.registry.auth.Credentials;
import slipway.registry.auth.DockerConfig;

/// Registries as the command line and the environment describe them.
final class Remote {
    static final Option CONFIGURATION = BuildOptions.REGISTRY_CONFIG;

    private Remote() {}

    static RegistryConfiguration configuration(Call call) {
        Optional<String> file = call.arguments().value(CONFIGURATION);
        if (file.isEmpty()) return RegistryConfiguration.fromEnvironment(call.environment());
        return RegistryConfiguration.read(call.path(file.get())).withEnvironment(call.environment());
    }

    static RemoteImages images(Call call) {
        return new RemoteImages(configuration(call), Credentials.fromEnvironment(call.environment(), home(call)));
    }

    /// How files come from web addresses: as images come from registries.
    static WebDownloads downloads(Call call) {
        return new WebDownloads(configuration(call).transport());
    }

    static DockerConfig logins(Call call) {
        return DockerConfig.fromEnvironment(call.environment(), home(call));
    }

    private static Path home(Call call) {
        return Path.of(call.variable("HOME").orElseGet(() -> System.getProperty("user.home")));
    }

    /// Transfers are shown to people only; a log needs no bars.
    static ProgressView view(Call call, String title) {
        ProgressMode mode = call.console().messagesAreSeen() ? ProgressMode.TTY : ProgressMode.QUIET;
        return mode.open(call.console(), call.clock(), title);
    }

    /// The platforms that values of `--platform` name, separated by commas; this machine's without any.
    static List<Platform> platforms(List<String> values) {
        List<Platform> platforms = values.stream().flatMap(value -> List.of(value.split(",")).stream()).map(String::strip)
                .map(Platform::parse).distinct().toList();
        return platforms.isEmpty() ? List.of(Platform.local()) : platforms;
    }

    /// The error for an image of several that was not fetched.
    static SlipwayException.BadInput notHere(String name, String platform) {
        return new SlipwayException.BadInput(Problem.of("the image of " + name + " for " + platform + " is not in the store")
                .hint("slipway pull --platform " + platform + " " + name + " fetches it"));
    }
}
