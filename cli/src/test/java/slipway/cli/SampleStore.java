package slipway.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import slipway.image.Descriptor;
import slipway.image.DiffId;
import slipway.image.Digest;
import slipway.image.Image;
import slipway.image.Index;
import slipway.image.MediaTypes;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.json.Json;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Durability;

/// A store with a few images that are the same each time.
final class SampleStore {
    private final DirectoryStore store;

    private SampleStore(DirectoryStore store) {
        this.store = store;
    }

    static void fill(Path root) throws IOException {
        try (DirectoryStore store = DirectoryStore.open(root, Durability.UNSYNCED)) {
            new SampleStore(store).fill();
        }
    }

    private void fill() throws IOException {
        Image base = image("base", Platform.of("linux", "amd64"), "2026-05-18T10:00:00Z", List.of("base layer"), "{}");
        Image baseForArm =
                image("base", Platform.of("linux", "arm64"), "2026-05-18T10:00:00Z", List.of("base layer for arm"), "{}");
        Index both = Index.of(List.of(base.descriptor(), baseForArm.descriptor()), new LinkedHashMap<>());
        store.put(both.descriptor().mediaType(), both.raw());
        store.name(Reference.parse("base:3"), both.descriptor());
        Image app =
                image("app", Platform.of("linux", "amd64"), "1970-01-01T00:00:00Z",
                List.of("base layer", "app layer, which is longer".repeat(40)), """
                {"Env": ["PATH=/usr/bin:/bin"], "Entrypoint": ["/app", "--serve"], "Labels": {"team": "web", "org.example.v":
                "1"}}""");
        store.name(Reference.parse("app"), app.descriptor());
        store.name(Reference.parse("localhost:5000/team/app:1.0"), app.descriptor());
        Image tool = image("tool", Platform.of("linux", "amd64"), "2026-05-31T23:00:00Z", List.of("tool layer"), "{}");
        store.name(Reference.parse("example.org/tool:edge"), tool.descriptor());
        Image older = image("older", Platform.of("linux", "amd64"), "2024-01-01T00:00:00Z", List.of("older layer"), "{}");
        store.name(Reference.parse("lost"), older.descriptor());
        store.forget(Reference.parse("lost"));
    }

    private Image image(String name, Platform platform, String created, List<String> layers, String run) throws IOException {
        var descriptors = new ArrayList<Descriptor>();
        var diffIds = new ArrayList<Json>();
        var history = new ArrayList<Json>();
        for (String layer : layers) {
            byte[] bytes = layer.getBytes(StandardCharsets.UTF_8);
            descriptors.add(store.put(MediaTypes.OCI_LAYER, bytes));
            diffIds.add(Json.of(new DiffId(Digest.sha256(bytes)).toString()));
            history.add(Json.object().put("created", created).put("created_by", "COPY " + name + " / # buildkit")
                    .put("comment", "buildkit.dockerfile.v0").build());
        }
        history.add(Json.object().put("created", created)
                .put("created_by", "ENTRYPOINT [\"/app\" \"--serve\" \"a rather long argument\"]")
                .put("empty_layer", Json.of(true)).build());
        byte[] config = Json.object()
                .put("created", created)
                .put("architecture", platform.architecture())
                .put("os", platform.os())
                .put("config", Json.parse(run))
                .put("rootfs", Json.object().put("type", "layers").put("diff_ids", Json.array(diffIds)).build())
                .put("history", Json.array(history))
                .build().toBytes();
        Descriptor configBlob = store.put(MediaTypes.OCI_CONFIG, config);
        byte[] manifest = slipway.image.Manifest.oci(configBlob, descriptors).toBytes();
        store.put(MediaTypes.OCI_MANIFEST, manifest);
        return Image.of(manifest, config);
    }
}
