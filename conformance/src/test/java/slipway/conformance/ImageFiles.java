package slipway.conformance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import slipway.image.json.Json;

/// The images of an OCI layout or of an archive for Docker, as facts.
///
/// @param files by their names
record ImageFiles(Map<String, byte[]> files) {

    /// What says when, or under which name, and not what.
    private static final Set<String> OF_THIS_BUILD = Set.of("org.opencontainers.image.created",
            "org.opencontainers.image.ref.name", "io.containerd.image.name");
    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    static boolean are(Map<String, byte[]> files) {
        return files.containsKey("index.json") || files.containsKey("manifest.json");
    }

    ImageView view() throws IOException {
        if (!files.containsKey("index.json")) return ofDocker();
        Json.Obj top = json("index.json");
        var view = ImageView.empty();
        List<Json> listed = top.array("manifests");
        var images = new TreeMap<String, List<Json.Obj>>();
        for (Json item : listed) {
            var descriptor = (Json.Obj) item;
            boolean isIndex = descriptor.string("mediaType").filter(INDEX::equals).isPresent();
            if (isIndex) {
                Json.Obj index = json(blob(descriptor));
                annotations(index, "index", view);
                for (Json inner : index.array("manifests")) add((Json.Obj) inner, images);
            } else {
                add(descriptor, images);
            }
        }
        boolean isAlone = images.size() == 1 && images.firstEntry().getValue().size() == 1;
        for (var platform : images.entrySet()) {
            int number = 0;
            for (Json.Obj descriptor : platform.getValue()) {
                String prefix = isAlone ? "" : platform.getKey() + (number == 0 ? "" : "#" + number) + " ";
                view.addAll(prefix, image(descriptor));
                number++;
            }
        }
        return view;
    }

    /// An image that has several names is listed once for each.
    private static void add(Json.Obj descriptor, Map<String, List<Json.Obj>> images) {
        Json.Obj platform = descriptor.object("platform");
        String name = String.join("/", platform.string("os").orElse(""), platform.string("architecture").orElse(""),
                platform.string("variant").orElse(""));
        List<Json.Obj> same = images.computeIfAbsent(name, _ -> new ArrayList<>());
        boolean isKnown = same.stream().anyMatch(one -> one.string("digest").equals(descriptor.string("digest")));
        if (!isKnown) same.add(descriptor);
    }

    private ImageView image(Json.Obj descriptor) throws IOException {
        var view = ImageView.empty();
        annotations(descriptor, "descriptor", view);
        Json.Obj manifest = json(blob(descriptor));
        view.add("manifest", "mediaType", manifest.string("mediaType").orElse(""));
        annotations(manifest, "manifest", view);
        var layers = new LayeredFiles();
        var empty = new HashSet<Integer>();
        int number = 0;
        for (Json item : manifest.array("layers")) {
            var layer = (Json.Obj) item;
            String type = layer.string("mediaType").orElse("");
            try (InputStream tar = opened(files.get(blob(layer)), type)) {
                if (layers.add(tar) == 0) empty.add(number);
                else view.add("layer %02d".formatted(number - empty.size()), "mediaType", type);
            }
            number++;
        }
        new ConfigFacts(json(blob(manifest.object("config"))), empty).addTo(view);
        view.addFiles(layers.facts());
        return view;
    }

    private ImageView ofDocker() throws IOException {
        var manifest = (Json.Obj) ((Json.Arr) Json.parse(files.get("manifest.json"))).items().getFirst();
        var layers = new LayeredFiles();
        for (String layer : manifest.strings("Layers")) layers.add(new ByteArrayInputStream(files.get(layer)));
        var view = ImageView.empty();
        new ConfigFacts(json(manifest.string("Config").orElseThrow()), Set.of()).addTo(view);
        view.addFiles(layers.facts());
        return view;
    }

    private static InputStream opened(byte[] blob, String type) throws IOException {
        var bytes = new ByteArrayInputStream(blob);
        if (type.endsWith("gzip")) return new GZIPInputStream(bytes);
        return type.endsWith("zstd") ? new ZstdCompressorInputStream(bytes) : bytes;
    }

    private static void annotations(Json.Obj of, String subject, ImageView view) {
        of.object("annotations").members().forEach((key, value) -> {
            if (!OF_THIS_BUILD.contains(key)) view.add(subject, "annotation " + key, value.toText());
        });
    }

    private static String blob(Json.Obj descriptor) {
        return "blobs/" + descriptor.string("digest").orElseThrow().replace(':', '/');
    }

    private Json.Obj json(String file) {
        return Json.parseObject(files.get(file));
    }
}
