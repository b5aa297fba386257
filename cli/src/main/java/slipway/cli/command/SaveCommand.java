package slipway.cli.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.cli.Call;
import slipway.cli.holdings.Holding;
import slipway.cli.holdings.Holdings;
import slipway.cli.progress.Transfers;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Operands;
import slipway.cli.spec.Option;
import slipway.cli.spec.Page;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Artifact;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.archive.DockerArchive;
import slipway.image.archive.NamedArtifact;
import slipway.image.archive.OciArchive;
import slipway.image.store.Artifacts;
import slipway.image.store.DirectoryStore;

/// `slipway save`: from the store into one file.
final class SaveCommand implements Command {
    private static final Option OUTPUT =
            Option.value("-o, --output FILE", "Write to this file instead of the standard output")
            .completing(Candidates.FILES);
    private static final Option FORMAT =
            Option.value("--format FORMAT", "docker, which docker load and tools for OCI layouts read, or oci")
            .among("docker", "oci");
    private static final Option PLATFORM =
            Option.value("--platform PLATFORM", "Which image of several, instead of the one for this machine");

    @Override
    public String name() {
        return "save";
    }

    @Override
    public Section section() {
        return Section.REGISTRY;
    }

    @Override
    public String summary() {
        return "Write images from the store into an archive";
    }

    @Override
    public Page page() {
        return Page.of(name(), summary(), Operands.atLeast(1, "IMAGE...", Candidates.IMAGES), """
                Writes one tar with all the images and their names. The same images give the same bytes. Of an index the
                docker format takes the image for this machine, and the oci format takes everything that is in the
                store.""")
                .options("Options", OUTPUT, FORMAT, PLATFORM)
                .example("slipway save -o app.tar app", "Write an archive")
                .example("slipway save app | ssh host docker load", "Carry an image to a machine with Docker")
                .exit(6, "the store has not all that an image needs, or it is damaged")
                .see("load", "push");
    }

    @Override
    public int run(Call call) throws IOException {
        Optional<String> output = call.arguments().value(OUTPUT).filter(file -> !file.equals("-"));
        if (output.isEmpty() && call.console().resultsAreSeen()) {
            throw new SlipwayException.Usage(Problem.of("an archive is not for a terminal")
                    .hint("write to a file with -o, or into a pipe"));
        }
        try (DirectoryStore store = call.openStore(); var _ = store.lease()) {
            List<NamedArtifact> artifacts = artifacts(call, store);
            if (output.isPresent()) {
                write(call, store, artifacts, call.path(output.get()));
            } else {
                write(call, store, artifacts, call.console().out());
            }
        }
        return 0;
    }

    private static List<NamedArtifact> artifacts(Call call, DirectoryStore store) throws IOException {
        var holdings = Holdings.of(store);
        var artifacts = new ArrayList<NamedArtifact>();
        for (String word : call.arguments().operands()) {
            Holding holding = holdings.find(word);
            List<Reference> names = holdings.isName(word) ? List.of(Reference.parse(word)) : List.of();
            Artifact artifact = holding.artifact();
            Optional<String> platform = call.arguments().value(PLATFORM);
            if (platform.isPresent()) {
                artifact = Artifacts.image(store, holding.descriptor(), Platform.parse(platform.get()), word)
                        .orElseThrow(() -> Remote.notHere(word, platform.get()));
            }
            artifacts.add(new NamedArtifact(artifact.descriptor(), names));
        }
        return artifacts;
    }

    /// To a file beside the wanted one first: an archive is whole or not there.
    private static void write(Call call, DirectoryStore store, List<NamedArtifact> artifacts, Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            try (OutputStream out = Files.newOutputStream(file)) {
                write(call, store, artifacts, out);
            }
            return;
        }
        if (!Files.isDirectory(file.getParent())) {
            throw new SlipwayException.BadInput(Problem.of("there is no directory " + file.getParent()
                    + " to write an archive to"));
        }
        Path partial = file.resolveSibling("." + file.getFileName() + ".partial-" + ProcessHandle.current().pid());
        try {
            try (var out = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 16)) {
                write(call, store, artifacts, out);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void write(Call call, DirectoryStore store, List<NamedArtifact> artifacts, OutputStream out)
            throws IOException {
        try (var transfers =
                Transfers.begin(Remote.view(call, "Saving"), "save " + String.join(", ", call.arguments().operands()))) {
            switch (call.arguments().value(FORMAT).orElse("docker")) {
                case "oci" -> OciArchive.write(artifacts, store, out, transfers);
                default -> DockerArchive.write(artifacts, store, out, transfers);
            }
            out.flush();
            transfers.complete();
        }
    }
}
