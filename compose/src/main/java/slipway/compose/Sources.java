package slipway.compose;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.compose.mirror.AptSources;
import slipway.compose.mirror.SuiteSource;
import slipway.compose.mirror.SuiteSource.Trust;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Decides which mirrors a composition's packages come from: the option's, the composition's or the machine's.
final class Sources {

    private Sources() {}

    /// The suites in the order in which they are asked.
    ///
    /// @throws SlipwayException.BadInput when no mirror or no keyring is known
    static List<SuiteSource> of(Composition composition, ComposeOptions options, String architecture) throws IOException {
        Composition.Origin origin = composition.origin();
        AptSources machine = AptSources.read(options.supply().system());
        Optional<Trust> chosen = options.supply().keyring().or(origin::keyring).map(Trust::of);
        Optional<URI> mirror = options.supply().mirror().or(() -> origin.mirror().map(URI::create));
        if (mirror.isPresent()) {
            Trust trust = chosen.isPresent() ? chosen.get() : machine.defaultTrust(origin.distribution());
            var sources = new ArrayList<SuiteSource>();
            sources.add(new SuiteSource(mirror.get(), origin.suite(), origin.components(), trust, Optional.empty()));
            origin.securityMirror().ifPresent(security -> sources.add(new SuiteSource(
                    URI.create(security), origin.suite() + "-security", origin.components(), trust, Optional.empty())));
            return sources;
        }
        List<SuiteSource> found = machine.forSuite(origin.distribution(), origin.suite(), origin.components(), architecture);
        if (found.isEmpty()) {
            throw new SlipwayException.BadInput(new Problem(
                    "no mirror is known for " + origin.distribution() + " " + origin.suite(),
                    Optional.of(composition.place()),
                    Optional.of("this machine has no apt sources for it; name a mirror with `mirror:` or --mirror,\n"
                            + "and the archive's keyring with `keyring:` or --keyring")));
        }
        if (chosen.isEmpty()) return found;
        return found.stream().map(source ->
                new SuiteSource(source.root(), source.suite(), source.components(), chosen.get(), source.origin())).toList();
    }
}
