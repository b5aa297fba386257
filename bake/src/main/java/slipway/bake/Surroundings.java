package slipway.bake;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// What a definition can see of the world.
///
/// @param environment the variables of the process
/// @param variables values for variables, which count before those of the environment
/// @param dotEnv the text of the file `.env`, for compose files
/// @param platform of this machine, such as `linux/amd64`
/// @param clock for `timestamp()`
public record Surroundings(Map<String, String> environment, Map<String, String> variables, Optional<String> dotEnv,
        String platform, InstantSource clock) {

    public Surroundings {
        environment = Map.copyOf(environment);
        variables = Map.copyOf(variables);
    }

    /// What a variable is set to from outside.
    Optional<String> outside(String name) {
        return Optional.ofNullable(variables.get(name)).or(() -> Optional.ofNullable(environment.get(name)));
    }
}
