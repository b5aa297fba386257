package slipway.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.cli.Call;
import slipway.cli.holdings.Holding;
import slipway.cli.holdings.Holdings;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Operands;
import slipway.cli.spec.Option;
import slipway.cli.spec.Page;
import slipway.cli.template.Template;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.DiffId;
import slipway.image.HistoryEntry;
import slipway.image.Image;
import slipway.image.Index;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.json.Json;
import slipway.image.store.Artifacts;
import slipway.image.store.DirectoryStore;

/// `slipway inspect`: everything about images, as JSON.
final class InspectCommand implements Command {
    private static final Option FORMAT =
            Option.value("-f, --format FORMAT", "Print as json on one line, or by a Go template: '{{.Config.Env}}'");
    private static final Option RAW = Option.value("--raw WHAT",
            "Print the very bytes of the manifest, of the config, or of the index").among("manifest", "config", "index");
    private static final Option TYPE = Option.value("--type TYPE", "What is meant; there are only images here")
            .among("image");
    private static final Option PLATFORM = Option.value("--platform PLATFORM", "Which image of several: linux/arm64");

    @Override
    public String name() {
        return "inspect";
    }

    @Override
    public Section section() {
        return Section.IMAGES;
    }

    @Override
    public String summary() {
        return "Show everything about images, as JSON";
    }

    @Override
    public Page page() {
        return Page.of(name(), summary(), Operands.atLeast(1, "IMAGE...", Candidates.IMAGES), """
                Prints an array with an object for each image, with the members that Docker has: Id, RepoTags,
                RepoDigests, Created, Author, Architecture, Os, Size, Config, RootFS. Descriptor points to the manifest;
                Layers lists the layers as they are stored; Platforms lists what an index has. Labels with dots in their
                names are read by index: '{{index .Config.Labels "org.opencontainers.image.source"}}'.""")
                .options("Which", PLATFORM, TYPE)
                .options("How", FORMAT, RAW)
                .example("slipway inspect app", "Show everything")
                .example("slipway inspect -f '{{join .Config.Entrypoint \" \"}}' app", "Show how it starts")
                .example("slipway inspect --raw manifest app | sha256sum", "Compute the digest of the manifest")
                .see("images", "history");
    }

    @Override
    public int run(Call call) throws IOException {
        String format = call.arguments().value(FORMAT).orElse("");
        Optional<Template> template = format.isEmpty() || format.equals("json") ? Optional.empty()
                : Optional.of(Template.parse(format));
        try (DirectoryStore store = call.openStore()) {
            var holdings = Holdings.of(store);
            var objects = new ArrayList<Json.Obj>();
            for (String word : call.arguments().operands()) {
                Holding holding = holdings.find(word);
                if (call.arguments().has(RAW)) {
                    raw(call, store, holding, word);
                } else {
                    objects.add(describe(holding, image(call, store, holding, word)));
                }
            }
            if (call.arguments().has(RAW)) return 0;
            if (template.isPresent()) {
                objects.forEach(object -> call.print(template.get().apply(object)));
            } else {
                Json.Arr all = Json.array(objects);
                call.print(format.equals("json") ? all.toText() : all.toPrettyText().strip());
            }
        }
        return 0;
    }

    private static Optional<Image> image(Call call, DirectoryStore store, Holding holding, String word) throws IOException {
        Optional<String> platform = call.arguments().value(PLATFORM);
        if (platform.isEmpty()) return holding.image();
        Optional<Image> image = Artifacts.image(store, holding.descriptor(), Platform.parse(platform.get()), word);
        if (image.isEmpty()) throw Remote.notHere(word, platform.get());
        return image;
    }

    private static SlipwayException.BadInput notHere(String word) {
        return new SlipwayException.BadInput(Problem.of("that image of " + word + " is not in the store")
                .hint("slipway pull --platform fetches it"));
    }

    private static void raw(Call call, DirectoryStore store, Holding holding, String word) throws IOException {
        byte[] bytes = switch (call.arguments().value(RAW).orElseThrow()) {
            case "index" -> {
                if (!(holding.artifact() instanceof Index index)) {
                    throw new SlipwayException.BadInput(Problem.of(word + " is one image and has no index"));
                }
                yield index.raw();
            }
            case "config" -> image(call, store, holding, word).orElseThrow(() -> notHere(word)).rawConfig();
            default -> image(call, store, holding, word).orElseThrow(() -> notHere(word)).raw();
        };
        call.console().out().write(bytes, 0, bytes.length);
    }

    private static Json.Obj describe(Holding holding, Optional<Image> shown) {
        List<String> tags = holding.names().stream().filter(name -> name.tag().isPresent())
                .map(name -> name.familiarName() + ":" + name.tag().orElseThrow()).toList();
        List<String> digests = holding.names().stream().map(Reference::familiarName).distinct()
                .map(name -> name + "@" + holding.descriptor().digest()).toList();
        var json = Json.object()
                .put("Id", shown.map(Image::id).orElse(holding.id()).toString())
                .put("RepoTags", Json.strings(tags))
                .put("RepoDigests", Json.strings(digests));
        shown.ifPresent(image -> {
            Json.Obj config = Json.parseObject(image.rawConfig());
            List<HistoryEntry> history = image.config().history();
            json.put("Comment", history.isEmpty() ? "" : history.getLast().comment().orElse(""))
                    .put("Created", image.config().created().orElse(""))
                    .put("Author", image.config().author().orElse(""))
                    .put("Architecture", image.config().platform().architecture())
                    .put("Variant", image.config().platform().variant().orElse(""))
                    .put("Os", image.config().platform().os())
                    .put("Size", size(image))
                    .put("Config", config.object("config"))
                    .put("RootFS", Json.object().put("Type", "layers")
                            .put("Layers", Json.strings(image.config().diffIds().stream().map(DiffId::toString).toList()))
                                    .build())
                    .put("Layers", Json.array(image.manifest().layers().stream().map(layer -> Json.object()
                            .put("MediaType", layer.mediaType())
                            .put("Digest", layer.digest().toString())
                            .put("Size", layer.size()).build()).toList()));
        });
        json.put("Descriptor", holding.descriptor().toJson());
        if (holding.artifact() instanceof Index index) {
            json.put("Platforms", Json.strings(index.manifests().stream().flatMap(manifest -> manifest.platform().stream())
                    .map(Platform::toString).toList()));
        }
        return json.build();
    }

    private static long size(Image image) {
        long layers = image.manifest().layers().stream().mapToLong(layer -> layer.size()).sum();
        return image.raw().length + image.rawConfig().length + layers;
    }
}
