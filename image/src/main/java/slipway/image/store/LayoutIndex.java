package slipway.image.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.MediaTypes;
import slipway.image.Reference;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;

/// The `index.json` of an OCI image layout: what it holds, with the names. OCI image specification, "Image Layout".
///
/// Members that are not known here are kept as they are.
public record LayoutIndex(List<Entry> entries, Json.Obj other) {

    /// The annotation that names a manifest in a layout: a tag, or a whole reference.
    public static final String REF_NAME = "org.opencontainers.image.ref.name";

    /// The annotation in which containerd and BuildKit keep the whole reference.
    public static final String FULL_NAME = "io.containerd.image.name";

    /// What `oci-layout` says.
    public static final String LAYOUT_FILE = "{\"imageLayoutVersion\":\"1.0.0\"}";

    private static final int MAX_BYTES = 64 << 20;

    public LayoutIndex {
        entries = List.copyOf(entries);
    }

    /// One manifest or index that the layout lists.
    public record Entry(Json.Obj json) {

        /// What points to it, without the annotations that name it.
        public Descriptor descriptor() {
            Descriptor all = Descriptor.fromJson(json);
            var annotations = new LinkedHashMap<>(all.annotations());
            annotations.remove(REF_NAME);
            annotations.remove(FULL_NAME);
            return all.with(annotations);
        }

        /// Its name as it stands there, if it has one.
        public Optional<String> refName() {
            return json.object("annotations").string(REF_NAME).filter(name -> !name.isEmpty());
        }

        /// The image name it has: containerd's annotation if that is a reference, else the other if that is one.
        public Optional<Reference> reference() {
            return json.object("annotations").string(FULL_NAME).flatMap(Entry::parse)
                    .or(() -> refName().flatMap(Entry::parse));
        }

        /// An entry for an artifact, with the names it is to have.
        public static Entry of(Descriptor descriptor, Optional<String> refName, Optional<Reference> fullName) {
            var annotations = new LinkedHashMap<>(descriptor.annotations());
            fullName.ifPresent(name -> annotations.put(FULL_NAME, name.toString()));
            refName.ifPresent(name -> annotations.put(REF_NAME, name));
            return new Entry(descriptor.with(annotations).toJson());
        }

        private static Optional<Reference> parse(String name) {
            try {
                return Optional.of(Reference.parse(name));
            } catch (SlipwayException.BadInput noReference) {
                return Optional.empty();
            }
        }
    }

    public static LayoutIndex empty() {
        return new LayoutIndex(List.of(), Json.EMPTY);
    }

    /// @throws SlipwayException.CorruptData when the bytes are not an index, or list what is no descriptor
    public static LayoutIndex parse(byte[] bytes) {
        try {
            if (bytes.length > MAX_BYTES) throw new InvalidJson("it has more than " + MAX_BYTES + " bytes");
            Json.Obj json = Json.parseObject(bytes);
            var entries = new ArrayList<Entry>();
            for (Json item : json.array("manifests")) {
                Descriptor.fromJson(item);
                if (item instanceof Json.Obj object) entries.add(new Entry(object));
            }
            return new LayoutIndex(entries, json.without("schemaVersion").without("mediaType").without("manifests"));
        } catch (InvalidJson e) {
            Problem problem = Problem.of("not the index.json of an image layout: " + e.getMessage());
            throw new SlipwayException.CorruptData(problem, e);
        }
    }

    public byte[] toBytes() {
        var json = Json.object()
                .put("schemaVersion", 2)
                .put("mediaType", MediaTypes.OCI_INDEX)
                .put("manifests", Json.array(entries.stream().map(Entry::json).toList()));
        other.members().forEach(json::put);
        return json.build().toBytes();
    }

    /// This index without the entries that match, and with one more at the end.
    LayoutIndex replacing(Predicate<Entry> old, Entry added) {
        var changed = new ArrayList<>(without(old).entries);
        changed.add(added);
        return new LayoutIndex(changed, other);
    }

    LayoutIndex without(Predicate<Entry> old) {
        return new LayoutIndex(entries.stream().filter(old.negate()).toList(), other);
    }
}
