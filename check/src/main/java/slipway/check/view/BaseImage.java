package slipway.check.view;

import java.util.List;

/// What a base image says about itself, as far as checks depend on it.
///
/// @param platform as `os/architecture[/variant]`
/// @param environment its variables, each as `NAME=value`
/// @param shell what `SHELL` said when it was built; empty for the usual one
/// @param triggers the instructions that its `ONBUILD`s left
public record BaseImage(String platform, List<String> environment, List<String> shell, List<String> triggers) {

    public BaseImage {
        environment = List.copyOf(environment);
        shell = List.copyOf(shell);
        triggers = List.copyOf(triggers);
    }

    /// An image of which only the platform matters.
    public static BaseImage plain(String platform) {
        return new BaseImage(platform, List.of(), List.of(), List.of());
    }
}
