package slipway.check.view;

import java.util.Optional;

/// Tells what base images say, as far as it is known. Whether it asks a network is the implementation's business.
@FunctionalInterface
public interface BaseImages {

    /// @param name as `FROM` has it, variables replaced; never that of a stage, and never `scratch`
    /// @param platform the one wanted, as `os/architecture[/variant]`
    /// @return empty if it cannot be told; then what depends on it is not checked
    Optional<BaseImage> find(String name, String platform);

    /// Knows no image.
    static BaseImages unknown() {
        return (_, _) -> Optional.empty();
    }
}
