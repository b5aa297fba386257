package slipway.build.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import slipway.diagnostics.Location;
import slipway.dockerfile.Pragma;

/// The steps of a build, each once, every step after its inputs.
public final class Plan {

    private final SequencedMap<Vertex.Ref, Planned> steps = new LinkedHashMap<>();

    /// A step with what is shown of it: a name, and the instruction it comes from. Two instructions may mean the same
    /// step; the first one gives the name.
    ///
    /// @param reuse what the request says
    /// @param pragmas what the Dockerfile says
    public record Planned(Vertex.Ref ref, Vertex vertex, String name, Optional<Location> location, Reuse reuse,
            List<Pragma> pragmas) {

        public Planned {
            pragmas = List.copyOf(pragmas);
        }

        /// Whether a result of an earlier build will do, if it is not too old.
        public boolean mayBeRecalled() {
            return reuse == Reuse.ALLOWED && pragmas.stream().noneMatch(Pragma.NoCache.class::isInstance);
        }

        /// How old a result of an earlier build may be.
        public Optional<Duration> age() {
            return pragmas.stream().filter(Pragma.CacheTtl.class::isInstance).map(Pragma.CacheTtl.class::cast)
                    .map(Pragma.CacheTtl::age).min(Comparator.naturalOrder());
        }
    }

    /// Whether a result of an earlier build will do.
    public enum Reuse {
        ALLOWED,
        NEVER
    }

    /// Adds a step and returns its name. A step equal to one already here is that step.
    ///
    /// Since inputs come first, a plan is sorted and free of cycles by construction.
    public Vertex.Ref add(Vertex vertex, String name, Optional<Location> location) {
        return add(vertex, name, location, Reuse.ALLOWED, List.of());
    }

    /// The same; a step that one of its users wants to run anew runs anew for all.
    public Vertex.Ref add(Vertex vertex, String name, Optional<Location> location, Reuse reuse, List<Pragma> pragmas) {
        for (Vertex.Ref input : vertex.inputs()) {
            if (!steps.containsKey(input)) throw new IllegalArgumentException("input is not in this plan: " + input);
        }
        var ref = new Vertex.Ref(VertexEncoding.digest(vertex));
        Optional<Planned> before = Optional.ofNullable(steps.get(ref));
        var all = new ArrayList<>(before.map(Planned::pragmas).orElse(List.of()));
        all.addAll(pragmas);
        boolean isNever = reuse == Reuse.NEVER || before.filter(step -> step.reuse == Reuse.NEVER).isPresent();
        steps.put(ref, new Planned(ref, vertex, before.map(Planned::name).orElse(name),
                before.map(Planned::location).orElse(location), isNever ? Reuse.NEVER : Reuse.ALLOWED, all));
        return ref;
    }

    public Planned step(Vertex.Ref ref) {
        return Optional.ofNullable(steps.get(ref)).orElseThrow(() ->
                new IllegalArgumentException("not in this plan: " + ref));
    }

    /// The steps whose files a process of this plan finds, as its own or mounted.
    public Set<Vertex.Ref> beneathProcesses() {
        var beneath = new HashSet<Vertex.Ref>();
        for (Planned step : steps.reversed().values()) {
            if (step.vertex instanceof Vertex.Exec exec) beneath.addAll(exec.inputs());
            else if (beneath.contains(step.ref) && !step.vertex.inputs().isEmpty()) {
                beneath.add(step.vertex.inputs().getFirst());
            }
        }
        return beneath;
    }

    /// All steps, inputs before their users.
    public SequencedMap<Vertex.Ref, Planned> steps() {
        return Collections.unmodifiableSequencedMap(steps);
    }
}
