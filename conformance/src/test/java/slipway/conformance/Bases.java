package slipway.conformance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.SortedMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.Index;
import slipway.image.Manifest;
import slipway.image.MediaTypes;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.Store;
import slipway.image.json.Json;

/// The images that cases start from, made from Debian's busybox without a registry: one for each directory in
/// `conformance/bases`, named `conformance/<directory>:1`.
///
/// A directory has `config.json`, the configuration's `config` object, and file lists ([FileList]) whose names begin with
/// `layer`, in order from the bottom. Where it has `platforms.txt`, the name is that of an index of an image for each of
/// them, with a file `/platform` that says which.
final class Bases {

    private static final Path BUSYBOX = Path.of("/bin/busybox");

    /// What a name means.
    private record Base(String name, List<Made> images) {}

    /// An image as its parts.
    private record Made(Platform platform, byte[] config, List<byte[]> layers) {

        Image image() {
            var descriptors = layers.stream().map(layer -> Descriptor.of(MediaTypes.OCI_LAYER, layer)).toList();
            byte[] manifest = Manifest.oci(Descriptor.of(MediaTypes.OCI_CONFIG, config), descriptors).toBytes();
            return Image.of(manifest, config);
        }
    }

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
            for (Path directory : directories.sorted().toList()) bases.add(base(directory));
        }
        Optional<Path> alpine = alpine();
        if (alpine.isPresent()) {
            try (var tar = new GZIPInputStream(Files.newInputStream(alpine.get()))) {
                var config = Json.object().put("Env", Json.strings(List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin")))
                        .put("Cmd", Json.strings(List.of("/bin/sh"))).build();
                var platform = Platform.parse("linux/amd64");
                bases.add(new Base("alpine", List.of(made("alpine", platform, config, List.of(tar.readAllBytes())))));
            }
        }
        return new Bases(bases);
    }

    private static Base base(Path directory) throws IOException {
        Json.Obj config = Json.parseObject(Files.readAllBytes(directory.resolve("config.json")));
        var layers = new ArrayList<byte[]>();
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> lists = files.filter(file -> name(file).startsWith("layer")).sorted().toList();
            for (Path list : lists) layers.add(TarFile.of(FileList.read(list)));
        }
        Path platforms = directory.resolve("platforms.txt");
        boolean isForMany = Files.exists(platforms);
        var images = new ArrayList<Made>();
        for (String platform : isForMany ? Files.readAllLines(platforms) : List.of("linux/amd64")) {
            var own = new ArrayList<>(layers);
            var says = new Declared(Declared.Kind.FILE, "platform", 0644, platform + "\n", Map.of());
            if (isForMany) own.add(TarFile.of(new FileList(directory, List.of(says))));
            images.add(made(name(directory), Platform.parse(platform), config, own));
        }
        return new Base(name(directory), images);
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

    private static Made made(String name, Platform platform, Json.Obj run, List<byte[]> layers) {
        var diffIds = layers.stream().map(layer -> Digest.sha256(layer).toString()).toList();
        Json made = Json.object().put("created", "2020-01-01T00:00:00Z").put("created_by", "made for " + name).build();
        var history = layers.stream().map(_ -> made).toList();
        var config = Json.object()
                .put("created", "2020-01-01T00:00:00Z")
                .put("architecture", platform.architecture())
                .put("os", platform.os());
        platform.variant().ifPresent(variant -> config.put("variant", variant));
        config.put("config", run)
                .put("rootfs", Json.object().put("type", "layers").put("diff_ids", Json.strings(diffIds)).build())
                .put("history", Json.array(history));
        return new Made(platform, config.build().toBytes(), layers);
    }

    /// What Dockerfiles call them.
    List<String> names() {
        return bases.stream().map(Bases::reference).toList();
    }

    private static String reference(Base base) {
        return "conformance/" + base.name + ":1";
    }

    boolean contains(String name) {
        return bases.stream().anyMatch(base -> base.name.equals(name));
    }

    /// An OCI layout as a tar, for `docker load` and others.
    byte[] archive() throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
        var listed = new ArrayList<Json>();
        for (Base base : bases) {
            Descriptor top = put(base, (type, bytes) -> {
                Descriptor descriptor = Descriptor.of(type, bytes);
                files.put("blobs/sha256/" + descriptor.digest().hex(), bytes);
                return descriptor;
            });
            listed.add(Json.object()
                    .put("mediaType", top.mediaType()).put("digest", top.digest().toString()).put("size", top.size())
                    .put("annotations", Json.object().put("io.containerd.image.name", "docker.io/" + reference(base))
                            .put("org.opencontainers.image.ref.name", reference(base)).build())
                    .build());
        }
        files.put("index.json", Json.object().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX)
                .put("manifests", Json.array(listed)).build().toBytes());
        var bytes = new ByteArrayOutputStream();
        try (var tar = TarFile.open(bytes)) {
            for (var file : files.entrySet()) TarFile.add(tar, file.getKey(), file.getValue());
        }
        return bytes.toByteArray();
    }

    /// Puts all of them into a store, under their names.
    void putInto(Store store) throws IOException {
        for (Base base : bases) store.name(Reference.parse(reference(base)), put(base, store::put));
    }

    /// Where a blob goes.
    @FunctionalInterface
    private interface Sink {
        Descriptor put(String mediaType, byte[] bytes) throws IOException;
    }

    /// @return what the base's name means
    private static Descriptor put(Base base, Sink sink) throws IOException {
        var manifests = new ArrayList<Descriptor>();
        for (Made made : base.images) {
            for (byte[] layer : made.layers) sink.put(MediaTypes.OCI_LAYER, layer);
            sink.put(MediaTypes.OCI_CONFIG, made.config);
            manifests.add(sink.put(MediaTypes.OCI_MANIFEST, made.image().raw()).with(made.platform));
        }
        if (manifests.size() == 1) return manifests.getFirst();
        return sink.put(MediaTypes.OCI_INDEX, Index.of(manifests, new LinkedHashMap<>()).raw());
    }

    /// The image as it is compared; nothing for a name that is not there.
    ImageView view(String name) throws IOException {
        var view = ImageView.empty();
        for (Base base : bases) {
            if (!base.name.equals(name)) continue;
            var files = new LayeredFiles();
            for (byte[] layer : base.images.getFirst().layers) files.add(new ByteArrayInputStream(layer));
            view.addFiles(files.facts());
        }
        return view;
    }
}
