package slipway.image.archive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Reference;
import slipway.image.json.Json;
import slipway.image.store.LayoutIndex;

/// How images are called in the layouts that people pass around.
///
/// As BuildKit, Docker and containerd do it: the whole reference stands in containerd's annotation, and the tag in the one
/// of the specification, so that `oci:directory:tag` finds it. Where two images of a layout have one tag, the second's name
/// is its whole reference there too.
final class LayoutNames {

    private LayoutNames() {}

    static List<ImageArchive.Listed> listed(LayoutIndex index) {
        SequencedMap<Digest, ImageArchive.Listed> byDigest = new LinkedHashMap<>();
        for (LayoutIndex.Entry entry : index.entries()) {
            Descriptor descriptor = entry.descriptor();
            var old = byDigest.getOrDefault(descriptor.digest(), new ImageArchive.Listed(descriptor, List.of(), List.of()));
            var names = new ArrayList<>(old.names());
            var tags = new ArrayList<>(old.tags());
            fullName(entry).filter(name -> !names.contains(name)).ifPresent(names::add);
            entry.refName().filter(tag -> !tags.contains(tag) && !isWhole(tag)).ifPresent(tags::add);
            byDigest.put(descriptor.digest(), new ImageArchive.Listed(old.descriptor(), names, tags));
        }
        return List.copyOf(byDigest.values());
    }

    /// The whole reference that an entry has; a bare tag is none.
    static Optional<Reference> fullName(LayoutIndex.Entry entry) {
        boolean says = entry.json().object("annotations").string(LayoutIndex.FULL_NAME).isPresent()
                || entry.refName().filter(LayoutNames::isWhole).isPresent();
        return says ? entry.reference() : Optional.empty();
    }

    private static boolean isWhole(String name) {
        return (name.contains("/") || name.contains(":")) && isReference(name);
    }

    private static boolean isReference(String name) {
        try {
            Reference.parse(name);
            return true;
        } catch (SlipwayException.BadInput noReference) {
            return false;
        }
    }

    /// The index with one more name for an artifact; what had the name before has it no more.
    static LayoutIndex named(LayoutIndex index, Descriptor artifact, Reference name) {
        var entries = new ArrayList<>(index.entries());
        entries.removeIf(old -> fullName(old).filter(name::equals).isPresent() || isUnnamed(old, artifact));
        String tag = name.digest().isPresent() ? name.toString() : name.tagOrDigest();
        entries.removeIf(old -> fullName(old).isEmpty() && old.refName().filter(tag::equals).isPresent());
        boolean taken = entries.stream().anyMatch(old -> old.refName().filter(tag::equals).isPresent());
        entries.add(LayoutIndex.Entry.of(artifact, Optional.of(taken ? name.toString() : tag), Optional.of(name)));
        return new LayoutIndex(entries, index.other());
    }

    /// The index with an artifact that has no name, unless it is there already.
    static LayoutIndex unnamed(LayoutIndex index, Descriptor artifact) {
        var entries = new ArrayList<>(index.entries());
        if (entries.stream().anyMatch(old -> old.descriptor().digest().equals(artifact.digest()))) return index;
        entries.add(LayoutIndex.Entry.of(artifact, Optional.empty(), Optional.empty()));
        return new LayoutIndex(entries, index.other());
    }

    private static boolean isUnnamed(LayoutIndex.Entry entry, Descriptor artifact) {
        boolean unnamed = entry.refName().isEmpty() && fullName(entry).isEmpty();
        return unnamed && entry.descriptor().digest().equals(artifact.digest());
    }

    /// The index of a layout that holds just these.
    static LayoutIndex of(List<NamedArtifact> artifacts) {
        var index = new LayoutIndex(List.of(), Json.EMPTY);
        for (NamedArtifact artifact : artifacts) {
            for (Reference name : artifact.names()) index = named(index, artifact.descriptor(), name);
            if (artifact.names().isEmpty()) index = unnamed(index, artifact.descriptor());
        }
        return index;
    }
}
