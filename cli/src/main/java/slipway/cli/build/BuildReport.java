package slipway.cli.build;

import static slipway.cli.build.BuildOptions.IIDFILE;
import static slipway.cli.build.BuildOptions.METADATA_FILE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.stream.Collectors;
import slipway.build.BuildRequest;
import slipway.build.BuildResult;
import slipway.build.Output;
import slipway.check.Report;
import slipway.check.report.BuildWarnings;
import slipway.cli.Call;
import slipway.cli.check.CheckJson;
import slipway.cli.view.Size;
import slipway.image.Descriptor;
import slipway.image.Image;
import slipway.image.Reference;
import slipway.image.json.Json;

/// Says what was built: in a few lines, and in the files that were asked for.
public final class BuildReport {

    private final Call call;
    private final BuildRequest request;
    private final BuildResult result;
    private final String build;
    private final Report warnings;

    /// A build that has ended well.
    ///
    /// @param id under which the store keeps its record
    public record Built(BuildRequest request, BuildResult result, String id) {}

    /// @param warnings what the checks of the Dockerfile found
    public BuildReport(Call call, Built built, Report warnings) {
        this.call = call;
        this.request = built.request;
        this.result = built.result;
        this.build = built.id;
        this.warnings = warnings;
    }

    /// What `--iidfile` and `--metadata-file` ask for.
    public void writeFiles() throws IOException {
        var iidFile = call.arguments().value(IIDFILE);
        if (iidFile.isPresent()) write(call.path(iidFile.get()), id());
        var metadataFile = call.arguments().value(METADATA_FILE);
        if (metadataFile.isPresent()) write(call.path(metadataFile.get()), metadata().toPrettyText());
    }

    /// The ID of the image, or the digest of the index.
    public String id() {
        return result.image().map(Image::id).orElse(result.artifact().descriptor().digest()).toString();
    }

    /// What was built, as `--metadata-file` has it.
    public Json.Obj metadata() {
        var json = Json.object().put("buildx.build.ref", build);
        boolean filesOnly = !request.outputs().isEmpty() && request.outputs().stream().allMatch(BuildReport::isFiles);
        if (!filesOnly) {
            result.image().ifPresent(image -> json.put("containerimage.config.digest", image.id().toString()));
            json.put("containerimage.descriptor", result.artifact().descriptor().toJson());
            json.put("containerimage.digest", result.artifact().descriptor().digest().toString());
        }
        if (!result.names().isEmpty()) {
            json.put("image.name", result.names().stream().map(Reference::toString).collect(Collectors.joining(",")));
        }
        if (call.variable("BUILDX_METADATA_WARNINGS").filter(value -> value.matches("1|t|T|TRUE|true|True")).isPresent()) {
            json.put("buildx.build.warnings", CheckJson.forMetadata(warnings));
        }
        return json.build();
    }

    /// Whether an output is no image.
    private static boolean isFiles(Output output) {
        return switch (output) {
            case Output.Local _, Output.Tar _, Output.CacheOnly _ -> true;
            case Output.Image _, Output.Oci _, Output.Docker _ -> false;
        };
    }

    /// The image in one line: its names, and what it is known by.
    public String line() {
        String names = result.names().stream().map(Reference::familiar).collect(Collectors.joining(", "));
        return names.isEmpty() ? id() : names + "  " + id().substring(0, "sha256:".length() + 12);
    }

    /// For the person who typed the command.
    public void print() {
        long size = result.images().stream().flatMap(image -> image.manifest().layers().stream()).mapToLong(Descriptor::size)
                .sum();
        call.say("");
        call.say("Built   " + line());
        long single = result.largestStage();
        call.say("Size    " + Size.human(size) + " compressed, in " + layers() + (single > size + size / 10
                ? "; as a single stage it would be " + Size.human(single) + ", " + times(single, size) + " as much" : ""));
        call.say("Steps   " + result.steps().total() + ", " + result.steps().cached() + " of them from the cache");
        call.say("Digest  " + result.artifact().descriptor().digest());
        result.names().stream().findFirst().ifPresent(name ->
                call.say("Run it  " + (isLoaded() ? "" : "slipway save " + name.familiar() + " | docker load && ")
                        + "docker run --rm " + name.familiar()));
        if (!request.attestations().isEmpty()) {
            call.say("Missing " + request.attestations().stream().map(one -> one.kind().name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", ")) + ": asked for, and not attached yet");
        }
        if (warnings.findings().isEmpty()) return;
        call.say("");
        call.console().err().print(BuildWarnings.of(warnings));
    }

    /// Whether an engine has it already.
    private boolean isLoaded() {
        return request.outputs().stream().anyMatch(output -> switch (output) {
            case Output.Docker docker -> docker.destination() instanceof Output.Destination.Program;
            case Output.Oci oci -> oci.destination() instanceof Output.Destination.Program;
            case Output.Image _, Output.Local _, Output.Tar _, Output.CacheOnly _ -> false;
        });
    }

    private String layers() {
        int layers = result.images().stream().mapToInt(image -> image.manifest().layers().size()).sum();
        return layers == 1 ? "1 layer" : layers + " layers";
    }

    private static String times(long larger, long smaller) {
        return smaller == 0 ? "infinitely" : (larger + smaller / 2) / smaller + " times";
    }

    /// Writes a text to a file, all of it or nothing.
    public static void write(Path file, String text) throws IOException {
        Path temporary = Files.createTempFile(file.toAbsolutePath().getParent(), ".slipway", "");
        try {
            Files.writeString(temporary, text);
            Files.setPosixFilePermissions(temporary, java.nio.file.attribute.PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
