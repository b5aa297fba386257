package slipway.bake;

import java.util.List;

/// Targets and groups under one name.
///
/// @param description empty if it has none
public record Group(String name, String description, List<String> targets) {

    public Group {
        targets = List.copyOf(targets);
    }
}
