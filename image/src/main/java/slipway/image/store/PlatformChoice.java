package slipway.image.store;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Blobs;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.Index;
import slipway.image.Manifest;
import slipway.image.Platform;

/// The search for the image of one platform in an artifact, indexes within indexes included.
final class PlatformChoice {

    private final Blobs blobs;
    private final Platform wanted;
    private final Set<Digest> seen = new HashSet<>();
    private final SortedSet<String> others = new TreeSet<>();
    private boolean isElsewhere;

    PlatformChoice(Blobs blobs, Platform wanted) {
        this.blobs = blobs;
        this.wanted = wanted;
    }

    /// @return absent when the image there is for the platform is not here
    /// @throws SlipwayException.BadInput when there is none for the platform
    Optional<Image> choose(Descriptor artifact, String name) throws IOException {
        Optional<Image> found = search(artifact, 0);
        if (found.isPresent() || isElsewhere) return found;
        others.remove("unknown/unknown");
        throw new SlipwayException.BadInput(Problem.of(name + " has no image for " + wanted)
                .hint(others.isEmpty() ? "it has no image at all" : "it has images for " + String.join(", ", others)));
    }

    private Optional<Image> search(Descriptor artifact, int depth) throws IOException {
        if (!seen.add(artifact.digest())) return Optional.empty();
        if (depth > Artifacts.MAX_DEPTH || seen.size() > Artifacts.MAX_REACHABLE) {
            throw new SlipwayException.CorruptData(Problem.of(artifact.digest() + " lies in indexes without end"));
        }
        if (!blobs.contains(artifact.digest())) return elsewhere();
        byte[] raw = blobs.read(artifact);
        if (!Artifacts.isIndex(artifact, raw)) {
            Descriptor config = Manifest.parse(raw).config();
            return blobs.contains(config.digest()) ? Optional.of(Image.of(raw, blobs.read(config))) : elsewhere();
        }
        Index index = Index.parse(raw);
        Optional<Descriptor> listed = index.select(wanted);
        return listed.isPresent() ? search(listed.get(), depth + 1) : ask(index, depth);
    }

    private Optional<Image> elsewhere() {
        isElsewhere = true;
        return Optional.empty();
    }

    /// Asks those of which the index does not say for which platform they are.
    private Optional<Image> ask(Index index, int depth) throws IOException {
        for (Descriptor member : index.manifests()) {
            if (member.platform().isPresent()) {
                others.add(member.platform().get().toString());
                continue;
            }
            Optional<Image> image = search(member, depth + 1);
            if (image.isEmpty()) continue;
            Platform platform = image.get().config().platform();
            if (index.manifests().size() == 1 || wanted.accepts(platform)) return image;
            others.add(platform.toString());
        }
        return Optional.empty();
    }
}
