package slipway.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;

/// An image's configuration: how to run it, where it came from, which layers it is made of.
///
/// OCI image specification, "Image Configuration". A view, as [Manifest] is: the image ID is the digest of the bytes that
/// were read.
public record ImageConfig(
        Platform platform,
        Optional<String> created,
        Optional<String> author,
        RunConfig run,
        List<DiffId> diffIds,
        List<HistoryEntry> history,
        SequencedMap<String, Json> other) {

    private static final Set<String> KNOWN = Set.of("architecture", "os", "os.version", "os.features", "variant", "created",
            "author", "config", "rootfs", "history");

    /// Members of Docker's old builder that describe the container it made, not the image.
    private static final Set<String> DROPPED = Set.of("container", "container_config", "docker_version", "id", "parent");

    public ImageConfig {
        diffIds = List.copyOf(diffIds);
        history = List.copyOf(history);
        other = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(other));
    }

    /// The configuration of an image with nothing in it.
    public static ImageConfig empty(Platform platform) {
        return new ImageConfig(platform, Optional.empty(), Optional.empty(), RunConfig.empty(), List.of(), List.of(),
                new LinkedHashMap<>());
    }

    /// @throws SlipwayException.CorruptData when the bytes are not an image configuration
    public static ImageConfig parse(byte[] bytes) {
        try {
            Json.Obj json = Json.parseObject(bytes);
            var other = new LinkedHashMap<>(json.members());
            other.keySet().removeAll(KNOWN);
            other.keySet().removeAll(DROPPED);
            return new ImageConfig(
                    Platform.fromJson(json),
                    json.string("created"),
                    json.string("author").filter(name -> !name.isEmpty()),
                    RunConfig.fromJson(json.object("config")),
                    json.object("rootfs").strings("diff_ids").stream().map(DiffId::parse).toList(),
                    json.array("history").stream().map(HistoryEntry::fromJson).toList(),
                    other);
        } catch (InvalidJson | SlipwayException.BadInput e) {
            throw new SlipwayException.CorruptData(Problem.of("not an image configuration: " + e.getMessage()), e);
        }
    }

    /// As JSON, its members sorted, as BuildKit writes them.
    public byte[] toBytes() {
        var members = new TreeMap<String, Json>(members().members());
        var json = Json.object();
        members.forEach(json::put);
        return json.build().toBytes();
    }

    private Json.Obj members() {
        var json = Json.object();
        created.ifPresent(time -> json.put("created", time));
        author.ifPresent(name -> json.put("author", name));
        platform.toJson().members().forEach(json::put);
        json.put("config", run.toJson());
        json.put("rootfs", Json.object()
                .put("type", "layers")
                .put("diff_ids", Json.strings(diffIds.stream().map(DiffId::toString).toList()))
                .build());
        if (!history.isEmpty()) json.put("history", Json.array(history.stream().map(HistoryEntry::toJson).toList()));
        other.forEach(json::put);
        return json.build();
    }

    public ImageConfig with(RunConfig run) {
        return new ImageConfig(platform, created, author, run, diffIds, history, other);
    }

    public ImageConfig withCreated(Optional<String> created) {
        return new ImageConfig(platform, created, author, run, diffIds, history, other);
    }

    public ImageConfig withAuthor(String author) {
        return new ImageConfig(platform, created, Optional.of(author), run, diffIds, history, other);
    }

    public ImageConfig withLayers(List<DiffId> diffIds, List<HistoryEntry> history) {
        return new ImageConfig(platform, created, author, run, diffIds, history, other);
    }
}
