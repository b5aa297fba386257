package slipway.dockerfile;

import java.util.List;
import java.util.Optional;

/// One `FROM` and what follows it, up to the next.
///
/// @param index from 0
/// @param name in lower case, as stages are looked up
/// @param instructions after the `FROM`
public record Stage(int index, Instruction.From from, Optional<String> name, List<Instruction> instructions) {

    public Stage {
        instructions = List.copyOf(instructions);
    }
}
