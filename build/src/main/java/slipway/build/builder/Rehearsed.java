package slipway.build.builder;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import slipway.diagnostics.Location;
import slipway.image.Digest;

/// What a build would do: its steps, inputs first.
public record Rehearsed(List<Step> steps) {

    public Rehearsed {
        steps = List.copyOf(steps);
    }

    /// One step of the plan.
    ///
    /// @param digest names the step across builds
    /// @param location of the instruction
    /// @param download how many bytes of layers the store does not have, if the step is a base
    public record Step(Digest digest, String name, Optional<Location> location, Outlook outlook, OptionalLong download) {}

    /// What would become of a step.
    public enum Outlook {
        /// The result is there.
        CACHED,
        /// Its layers would be fetched from a registry; or its server would be asked for it.
        FETCH,
        /// It would run: nothing with its inputs was run before.
        RUN,
        /// It waits for a step that would run, and depends on what comes out.
        DEPENDS,
        /// It takes next to no time and is done in each build: opening the context.
        ALWAYS
    }
}
