package slipway.registry.api;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Index;
import slipway.image.MediaTypes;
import slipway.registry.auth.Scope;
import slipway.registry.transport.Answer;
import slipway.registry.transport.Ask;
import slipway.registry.transport.NetworkFaults;

/// What refers to a manifest: `/v2/<repository>/referrers/<digest>`, or the tag that stands in for it where a registry does
/// not have that (distribution specification, "Referrers Tag Schema").
public final class Referrers {

    private final Session session;
    private final Manifests manifests;

    public Referrers(Session session) {
        this.session = session;
        this.manifests = new Manifests(session);
    }

    /// The descriptors of the manifests whose subject is that one; none when there is none.
    ///
    /// @param artifactType what kind is wanted, or empty for all
    public List<Descriptor> list(String repository, Digest subject, String artifactType) throws IOException {
        String query = artifactType.isEmpty() ? ""
                : "?artifactType=" + URLEncoder.encode(artifactType, StandardCharsets.UTF_8);
        URI address = session.address(repository, "referrers/" + subject + query);
        Ask ask = Ask.of("GET", address, "list what refers to " + repository + "@" + subject)
                .header("Accept", MediaTypes.OCI_INDEX);
        try (Answer answer = session.send(ask, Scope.pull(session.repository(repository)))) {
            boolean index = answer.header("Content-Type").map(type -> type.startsWith(MediaTypes.OCI_INDEX)).orElse(false);
            if (answer.status() == 200 && index) {
                Optional<byte[]> bytes = answer.read(Manifests.LARGEST);
                if (bytes.isPresent()) return Index.parse(bytes.get()).manifests();
            }
            if (answer.status() != 404 && answer.status() != 200) throw session.refused(ask, answer);
        } catch (IOException e) {
            throw NetworkFaults.of(ask.purpose(), ask.uri().getRawAuthority(), e);
        }
        return manifests.get(repository, tag(subject)).map(received -> Index.parse(received.bytes()).manifests())
                .orElse(List.of());
    }

    /// Adds a manifest to the stand-in tag of its subject, unless it is there.
    public void add(String repository, Digest subject, Descriptor referrer) throws IOException {
        Optional<Index> old = manifests.get(repository, tag(subject)).map(received -> Index.parse(received.bytes()));
        var all = new ArrayList<>(old.map(Index::manifests).orElse(List.of()));
        if (all.stream().anyMatch(known -> known.digest().equals(referrer.digest()))) return;
        all.add(referrer);
        Index index = Index.of(all, old.map(Index::annotations).orElse(new LinkedHashMap<>()));
        manifests.put(repository, tag(subject), MediaTypes.OCI_INDEX, index.raw());
    }

    private static String tag(Digest subject) {
        String hex = subject.hex();
        return subject.algorithm() + "-" + hex.substring(0, Math.min(64, hex.length()));
    }
}
