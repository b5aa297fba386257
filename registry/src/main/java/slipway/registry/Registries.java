package slipway.registry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.registry.api.Session;
import slipway.registry.auth.Credentials;
import slipway.registry.transport.Transport;

/// The registries we talk to, each with its mirrors and its lanes. A mirror that failed is not asked again.
final class Registries implements AutoCloseable {

    /// Reads something from a registry or a mirror of it.
    @FunctionalInterface
    interface Read<R> {
        Optional<R> from(Session session) throws IOException;
    }

    private record Known(Session origin, List<Session> mirrors, Semaphore lanes) {}

    private final RegistryConfiguration configuration;
    private final Credentials credentials;
    private final Transport transport;
    private final ConcurrentHashMap<String, Known> known = new ConcurrentHashMap<>();
    private final Set<Session> failed = ConcurrentHashMap.newKeySet();

    Registries(RegistryConfiguration configuration, Credentials credentials) {
        this.configuration = configuration;
        this.credentials = credentials;
        this.transport = configuration.transport();
    }

    private Known known(String registry) {
        return known.computeIfAbsent(registry, name -> new Known(configuration.origin(name, transport, credentials),
                configuration.mirrors(name, transport, credentials), new Semaphore(configuration.connections())));
    }

    Session origin(String registry) {
        return known(registry).origin();
    }

    Semaphore lanes(String registry) {
        return known(registry).lanes();
    }

    /// The first answer of a mirror, else that of the registry. A mirror may lack, refuse or corrupt what it likes; the
    /// registry's word is the last, and its failure carries what the mirrors said.
    <R> Optional<R> read(String registry, Read<R> read) throws IOException {
        var notes = new ArrayList<String>();
        for (Session mirror : known(registry).mirrors()) {
            if (failed.contains(mirror)) continue;
            try {
                Optional<R> found = read.from(mirror);
                if (found.isPresent()) return found;
                notes.add("mirror " + mirror.endpoint().authority() + " does not have it");
            } catch (SlipwayException.NetworkFailed e) {
                if (!(e.getCause() instanceof slipway.registry.api.RegistryRefusal)) failed.add(mirror);
                notes.add("mirror " + mirror.endpoint().authority() + ": " + e.getMessage());
            } catch (SlipwayException.CorruptData e) {
                notes.add("mirror " + mirror.endpoint().authority() + ": " + e.getMessage());
            }
        }
        try {
            return read.from(origin(registry));
        } catch (SlipwayException.NetworkFailed e) {
            if (notes.isEmpty()) throw e;
            throw noted(e, notes);
        }
    }

    private static SlipwayException noted(SlipwayException.NetworkFailed failure, List<String> notes) {
        Problem problem = failure.problem();
        String hint = problem.hint().map(text -> text + "\n").orElse("") + String.join("\n", notes);
        return new SlipwayException.NetworkFailed(problem.hint(hint), failure);
    }

    @Override
    public void close() {
        transport.close();
    }
}
