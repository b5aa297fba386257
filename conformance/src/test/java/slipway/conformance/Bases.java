package slipway.conformance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.SortedMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.Manifest;
import slipway.image.MediaTypes;
import slipway.image.Reference;
import slipway.image.Store;
import slipway.image.json.Json;

/// The images that cases start from, made from Debian's busybox without a registry: one for each directory in
/// `conformance/bases`, named `conformance/<directory>:1`.
///
/// A directory has `config.json`, the configuration's `config` object, and file lists ([FileList]) whose names begin with
/// `layer`, in order from the bottom.
final class Bases {

    private static final Path BUSYBOX = Path.of("/bin/busybox");

    /// An image as its parts.
    private record Base(String name, byte[] config, List<byte[]> layers) {}

    private final List<Base> bases;

    private Bases(List<Base> bases) {
        this.bases = bases;
    }

    /// Whether this machine has what the images are made of.
    static boolean canBeMade() {
        return Files.isExecutable(BUSYBOX);
    }

    static Bases make() throws IOException {
        var bases = new ArrayList<Base>();
        try (Stream<Path> directories = Files.list(Case.home().resolve("bases"))) {
            for (Path directory : directories.sorted().toList()) {
                byte[] config = Files.readAllBytes(directory.resolve("config.json"));
                var layers = new ArrayList<byte[]>();
                try (Stream<Path> files = Files.list(directory)) {
                    List<Path> lists = files.filter(file -> name(file).startsWith("layer")).sorted().toList();
                    for (Path list : lists) {
                        layers.add(TarFile.of(FileList.read(list)));
                    }
                }
                bases.add(base(name(directory), Json.parseObject(config), layers));
            }
        }
        Optional<Path> alpine = alpine();
        if (alpine.isPresent()) {
            try (var tar = new GZIPInputStream(Files.newInputStream(alpine.get()))) {
                var config = Json.object().put("Env", Json.strings(List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin")))
                        .put("Cmd", Json.strings(List.of("/bin/sh"))).build();
                bases.add(base("alpine", config, List.of(tar.readAllBytes())));
            }
        }
        return new Bases(bases);
    }

    /// The files of an Alpine for this machine, where someone has put them beside the checkout.
    private static Optional<Path> alpine() throws IOException {
        Path directory = Case.home().resolve("../../shared/bases").normalize();
        if (!Files.isDirectory(directory)) return Optional.empty();
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> name(file).matches("alpine-minirootfs-3\\.20.*-x86_64\\.tar\\.gz")).findFirst();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /// What Dockerfiles call them.
    List<String> names() {
        return bases.stream().map(base -> "conformance/" + base.name + ":1").toList();
    }

    boolean contains(String name) {
        return bases.stream().anyMatch(base -> base.name.equals(name));
    }

    private static Base base(String name, Json.Obj run, List<byte[]> layers) {
        var diffIds = layers.stream().map(layer -> Digest.sha256(layer).toString()).toList();
        Json made = Json.object().put("created", "2020-01-01T00:00:00Z").put("created_by", "made for " + name).build();
        var history = layers.stream().map(_ -> made).toList();
        Json.Obj config = Json.object()
                .put("created", "2020-01-01T00:00:00Z")
                .put("architecture", "amd64")
                .put("os", "linux")
                .put("config", run)
                .put("rootfs", Json.object().put("type", "layers").put("diff_ids", Json.strings(diffIds)).build())
                .put("history", Json.array(history))
                .build();
        return new Base(name, config.toBytes(), layers);
    }

    /// What `docker load` reads.
    byte[] archive() throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        var manifest = new ArrayList<Json>();
        for (Base base : bases) {
            String id = Digest.sha256(base.config).hex();
            files.put(id + ".json", base.config);
            var names = new ArrayList<String>();
            for (byte[] layer : base.layers) {
                String name = Digest.sha256(layer).hex() + "/layer.tar";
                files.put(name, layer);
                names.add(name);
            }
            manifest.add(Json.object()
                    .put("Config", id + ".json")
                    .put("RepoTags", Json.strings(List.of("conformance/" + base.name + ":1")))
                    .put("Layers", Json.strings(names)).build());
        }
        files.put("manifest.json", Json.array(manifest).toText().getBytes(StandardCharsets.UTF_8));
        var bytes = new ByteArrayOutputStream();
        try (var tar = TarFile.open(bytes)) {
            for (var file : files.entrySet()) TarFile.add(tar, file.getKey(), file.getValue());
        }
        return bytes.toByteArray();
    }

    /// Puts all of them into a store, under their names.
    void putInto(Store store) throws IOException {
        for (Base base : bases) {
            var layers = new ArrayList<Descriptor>();
            for (byte[] layer : base.layers) layers.add(store.put(MediaTypes.OCI_LAYER, layer));
            Descriptor config = store.put(MediaTypes.OCI_CONFIG, base.config);
            Image image = Image.of(Manifest.oci(config, layers).toBytes(), base.config);
            store.put(MediaTypes.OCI_MANIFEST, image.raw());
            store.name(Reference.parse("conformance/" + base.name + ":1"), image.descriptor());
        }
    }

    /// The image as it is compared; nothing for a name that is not there.
    ImageView view(String name) throws IOException {
        var view = ImageView.empty();
        for (Base base : bases) {
            if (!base.name.equals(name)) continue;
            var files = new LayeredFiles();
            for (byte[] layer : base.layers) files.add(new ByteArrayInputStream(layer));
            view.addFiles(files.facts());
        }
        return view;
    }
}
