package slipway.cli.build;

import java.nio.file.Path;
import java.util.Optional;
import slipway.cli.Call;
import slipway.registry.RegistryConfiguration;
import slipway.registry.RemoteImages;
import slipway.registry.auth.Credentials;

/// The registries as this user reaches them: with their credentials and configuration.
public final class RegistryAccess {

    private RegistryAccess() {}

    /// @param file what `--registry-config` says
    public static RemoteImages of(Call call, Optional<String> file) {
        RegistryConfiguration configuration = file
                .map(name -> RegistryConfiguration.read(call.path(name)).withEnvironment(call.environment()))
                .orElseGet(() -> RegistryConfiguration.fromEnvironment(call.environment()));
        Path home = Path.of(call.variable("HOME").orElse("/root"));
        return new RemoteImages(configuration, Credentials.fromEnvironment(call.environment(), home));
    }
}
