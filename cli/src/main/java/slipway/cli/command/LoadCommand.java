package slipway.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import slipway.cli.Call;
import slipway.cli.progress.Transfers;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Operands;
import slipway.cli.spec.Option;
import slipway.cli.spec.Page;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Artifact;
import slipway.image.Image;
import slipway.image.Index;
import slipway.image.Reference;
import slipway.image.archive.Archives;
import slipway.image.archive.ImageArchive;
import slipway.image.store.DirectoryStore;

/// `slipway load`: from an archive or a layout into the store.
final class LoadCommand implements Command {
    private static final Option INPUT =
            Option.value("-i, --input PATH",
            "Read this archive, or this directory with an OCI layout, instead of the standard input")
            .completing(Candidates.FILES);
    private static final Option QUIET = Option.flag("-q, --quiet", "Show no progress");

    @Override
    public String name() {
        return "load";
    }

    @Override
    public Section section() {
        return Section.REGISTRY;
    }

    @Override
    public String summary() {
        return "Read images from an archive into the store";
    }

    @Override
    public Page page() {
        return Page.of(name(), summary(), Operands.none(), """
                Reads what slipway save and docker save write: Docker archives and OCI archives, plain or compressed with
                gzip, bzip2, xz or zstd, and directories with an OCI layout. What it is shows in the bytes. Everything is
                checked as it is read.""")
                .options("Options", INPUT, QUIET)
                .example("slipway load -i app.tar", "Read an archive")
                .example("docker save app | slipway load", "Take an image over from Docker")
                .exit(6, "the archive is damaged")
                .see("save", "images");
    }

    @Override
    public int run(Call call) throws IOException {
        Optional<String> input = call.arguments().value(INPUT).filter(file -> !file.equals("-"));
        if (input.isEmpty() && call.console().canAsk()) {
            throw new SlipwayException.Usage(Problem.of("an archive is expected on the standard input")
                    .hint("give its path with -i"));
        }
        try (DirectoryStore store = call.openStore()) {
            Path spool = Files.createDirectories(store.temporary("load"));
            try (ImageArchive archive = input.isPresent()
                    ? Archives.open(call.path(input.get()), spool)
                    : Archives.read(call.console().in(), spool)) {
                copy(call, archive, store, input.orElse("standard input"));
                for (ImageArchive.Listed listed : archive.listed()) tell(call, archive, listed);
            }
        }
        return 0;
    }

    private static void copy(Call call, ImageArchive archive, DirectoryStore store, String from) throws IOException {
        var view = call.arguments().has(QUIET)
                ? slipway.cli.progress.ProgressMode.QUIET.open(call.console(), call.clock(), "Loading")
                : Remote.view(call, "Loading");
        try (var transfers = Transfers.begin(view, "load " + from)) {
            archive.copyTo(store, transfers);
            transfers.complete();
        }
    }

    private static void tell(Call call, ImageArchive archive, ImageArchive.Listed listed) throws IOException {
        for (Reference name : listed.names()) call.print("Loaded image: " + name.familiar());
        if (listed.names().isEmpty()) {
            Artifact artifact = archive.load(listed.descriptor());
            String id = switch (artifact) {
                case Image image -> image.id().toString();
                case Index index -> index.descriptor().digest().toString();
            };
            call.print("Loaded image ID: " + id);
        }
    }
}
