package slipway.cli.build;

import static slipway.cli.build.BuildOptions.ALLOW;
import static slipway.cli.build.BuildOptions.ANNOTATION;
import static slipway.cli.build.BuildOptions.IIDFILE;
import static slipway.cli.build.BuildOptions.LOAD;
import static slipway.cli.build.BuildOptions.OUTPUT;
import static slipway.cli.build.BuildOptions.PUSH;
import static slipway.cli.build.BuildOptions.TAG;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.build.Encoding;
import slipway.build.Output;
import slipway.cli.Call;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Platform;
import slipway.image.Reference;

/// Where the results of `slipway build` go: what `--output`, `--tag`, `--push` and `--load` say together.
final class OutputsReader {

    /// What lets an output delete files, as buildx calls it.
    static final String DELETE = "buildx.local.delete";

    private final Call call;
    private final List<Platform> platforms;
    private final List<Reference> tags;
    private final List<Encoding.Annotation> annotations;

    OutputsReader(Call call, List<Platform> platforms) {
        this.call = call;
        this.platforms = platforms;
        this.tags = call.arguments().values(TAG).stream().map(OutputsReader::tag).distinct().toList();
        this.annotations = call.arguments().values(ANNOTATION).stream()
                .flatMap(text -> AnnotationOption.parse(text).stream()).toList();
    }

    List<Output> read() throws IOException {
        var outputs = new ArrayList<Output>();
        for (String option : call.arguments().values(OUTPUT)) outputs.addAll(new OutputOption(this, option).outputs());
        boolean pushes = call.arguments().has(PUSH);
        boolean loads = call.arguments().has(LOAD);
        if (pushes && tags.isEmpty() && outputs.stream().noneMatch(Output.Image.class::isInstance)) {
            throw new SlipwayException.Usage(Problem.of("--push needs a name to push to")
                    .hint("name the image with -t REGISTRY/NAME:TAG"));
        }
        if (pushes) outputs.replaceAll(OutputsReader::pushed);
        boolean hasImage = outputs.stream().anyMatch(Output.Image.class::isInstance);
        if (!hasImage && (outputs.isEmpty() || pushes || loads)) {
            outputs.addFirst(new Output.Image(tags, Output.Naming.USUAL,
                    pushes ? Output.Push.PUSH : Output.Push.KEEP, annotated(Encoding.USUAL)));
        }
        if (loads) load(Optional.empty(), tags, annotated(Encoding.USUAL)).ifPresentOrElse(outputs::add, () ->
                call.say("no Docker engine answers: the image is kept in the store, and slipway save NAME | docker load"
                        + " takes it there"));
        refuseImageId(outputs);
        return outputs;
    }

    private static Output pushed(Output output) {
        if (!(output instanceof Output.Image image) || image.push() != Output.Push.KEEP) return output;
        return new Output.Image(image.names(), image.naming(), Output.Push.PUSH, image.encoding());
    }

    /// Into a Docker engine, if one answers. One that keeps images as containerd does takes several platforms at once.
    Optional<Output> load(Optional<String> context, List<Reference> names, Encoding encoding) throws IOException {
        Optional<DockerEngine> engine = DockerEngine.find(call, context);
        if (engine.isEmpty()) return Optional.empty();
        Output.Destination load = new Output.Destination.Program(engine.get().loadCommand());
        if (platforms.size() == 1) {
            return Optional.of(new Output.Docker(names, load, encoding.with(Encoding.MediaTypeFamily.DOCKER)));
        }
        if (!engine.get().takesIndexes()) {
            throw new SlipwayException.BadInput(Problem.of("this Docker engine cannot take images for several platforms")
                    .hint("switch on its containerd image store, or build for one platform with --platform"));
        }
        return Optional.of(new Output.Oci(names, load, encoding));
    }

    private void refuseImageId(List<Output> outputs) {
        boolean files = outputs.stream().anyMatch(output -> output instanceof Output.Local || output instanceof Output.Tar);
        if (files && call.arguments().has(IIDFILE)) {
            throw new SlipwayException.Usage(Problem.of("--iidfile does not go with files as output: they have no image ID")
                    .hint("leave out --iidfile, or the output of type=local or type=tar"));
        }
    }

    /// What is said of images on the command line, beside what their output says.
    Encoding annotated(Encoding encoding) {
        var all = new ArrayList<>(encoding.annotations());
        all.addAll(annotations);
        boolean single = platforms.size() == 1;
        all.stream().filter(one -> single && isAboutIndex(one.part())).findFirst().ifPresent(one -> {
            throw new SlipwayException.BadInput(
                    Problem.of("the annotation " + one.key() + " is about an index, and an image for one platform has none")
                            .hint("annotate the manifest, or build for several platforms"));
        });
        return new Encoding(encoding.compression(), encoding.bases(), encoding.mediaTypes(), all);
    }

    private static boolean isAboutIndex(Encoding.Part part) {
        return switch (part) {
            case INDEX, INDEX_DESCRIPTOR -> true;
            case MANIFEST, MANIFEST_DESCRIPTOR -> false;
        };
    }

    List<Reference> tags() {
        return tags;
    }

    Call call() {
        return call;
    }

    boolean mayDelete() {
        return call.arguments().values(ALLOW).contains(DELETE);
    }

    private static Reference tag(String text) {
        Reference reference = Reference.parse(text);
        if (reference.digest().isPresent()) {
            throw new SlipwayException.Usage(Problem.of("--tag cannot have a digest: " + text)
                    .hint("the digest is what the build gives"));
        }
        return reference;
    }
}
