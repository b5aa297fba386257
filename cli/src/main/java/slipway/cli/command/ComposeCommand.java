package slipway.cli.command;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import slipway.cli.Call;
import slipway.cli.build.ComposeLog;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Operands;
import slipway.cli.spec.Option;
import slipway.cli.spec.Page;
import slipway.cli.view.Size;
import slipway.compose.ComposeListener;
import slipway.compose.ComposeOptions;
import slipway.compose.Composer;
import slipway.compose.Composition;
import slipway.compose.LockMode;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Image;
import slipway.image.Platform;
import slipway.image.Reference;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Room;

/// `slipway compose`: a base image from distribution packages.
final class ComposeCommand implements Command {

    private static final Option TAG = Option.values("-t, --tag NAME[:TAG]", "Name the image");
    private static final Option PLATFORM = Option.value("--platform OS/ARCH", "Compose for this platform");
    private static final Option MIRROR = Option.value("--mirror URL",
            "Take packages from this mirror instead of the file's or the machine's");
    private static final Option KEYRING = Option.value("--keyring FILE", "Trust these keys instead of the machine's")
            .completing(Candidates.FILES);
    private static final Option LOCK = Option.value("--lock FILE",
            "Keep the lock here; beside the composition's file if not given").completing(Candidates.FILES);
    private static final Option LOCKED = Option.flag("--locked", "Fail if the lock is missing or would change");
    private static final Option UPDATE = Option.flag("--update", "Resolve anew and write the lock");
    private static final Option LIST = Option.flag("--list", "List the compositions that ship with Slipway");
    private static final Option QUIET = Option.flag("-q, --quiet", "Print nothing but the image's digest");

    @Override
    public String name() {
        return "compose";
    }

    @Override
    public Section section() {
        return Section.BUILD;
    }

    @Override
    public String summary() {
        return "Make a base image of distribution packages, without a package manager or a shell";
    }

    @Override
    public Page page() {
        return Page.of(name(), summary(), Operands.atMost(1, "FILE|builtin/NAME", Candidates.FILES), """
                Resolves the packages a short YAML file names from the mirror's signed index, and unpacks them into \
                layers. No program of theirs is run, and nothing is in the image that was not asked for. \
                docs/compose.md describes the file.

                The versions and hashes that were chosen go into a lock beside the file; with it the same image comes out \
                again. Without --mirror, packages come from the mirror the file names, or from the \
                package sources of this machine.

                In a build, the image is a base under the name that .slipway.yaml or --build-context gives it.""")
                .options("What to compose", TAG, PLATFORM, LIST)
                .options("Packages", MIRROR, KEYRING, LOCK, LOCKED, UPDATE)
                .options("How", QUIET)
                .example("slipway compose --list", "See what ships with Slipway")
                .example("slipway compose builtin/static -t static",
                        "Certificates, time zones and users, for static programs")
                .example("slipway compose base.yaml --update", "Take up new versions of packages")
                .exit(3, "the composition cannot be met")
                .exit(5, "the mirror cannot be reached")
                .exit(6, "what the mirror sent is not what is signed")
                .see("build", "images");
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        if (call.arguments().has(LIST)) {
            Composition.names().forEach(name -> call.print("builtin/" + name));
            return 0;
        }
        if (call.arguments().operands().isEmpty()) {
            throw new SlipwayException.Usage(Problem.of("compose needs a composition")
                    .hint("a file, or builtin/" + String.join(", builtin/", Composition.names())));
        }
        List<Reference> names = call.arguments().values(TAG).stream().map(Reference::parse).toList();
        Composition composition = Composition.find(call.arguments().operand(0), call.directory());
        boolean quiet = call.arguments().has(QUIET);
        try (DirectoryStore store = call.openStore()) {
            ComposeListener listener = quiet ? ComposeListener.SILENT : new ComposeLog(call::say);
            Image image = Composer.compose(composition, options(call, store), listener).image();
            for (Reference name : names) store.name(name, image.descriptor());
            call.print(image.descriptor().digest().toString());
            if (!quiet) {
                long size = image.manifest().layers().stream().mapToLong(Descriptor::size).sum();
                call.say("Composed " + call.arguments().operand(0) + ", " + Size.human(size) + " compressed");
            }
        }
        return 0;
    }

    private static ComposeOptions options(Call call, DirectoryStore store) throws IOException {
        Platform platform = call.arguments().value(PLATFORM).map(Platform::parse).orElseGet(Platform::local);
        if (call.arguments().has(LOCKED) && call.arguments().has(UPDATE)) {
            throw new SlipwayException.Usage(Problem.of("--locked and --update contradict each other"));
        }
        LockMode mode = call.arguments().has(LOCKED) ? LockMode.LOCKED : call.arguments().has(UPDATE) ? LockMode.UPDATE
                : LockMode.USE;
        var supply = ComposeOptions.Supply.ofThisMachine();
        if (call.arguments().value(MIRROR).isPresent()) supply = supply.withMirror(URI.create(call.arguments().value(MIRROR)
                .get()));
        if (call.arguments().value(KEYRING).isPresent()) supply = supply.withKeyring(call.path(call.arguments()
                .value(KEYRING).get()));
        ComposeOptions options = ComposeOptions.of(store, store.room(Room.COMPOSE), platform).with(supply).with(mode);
        return call.arguments().value(LOCK).map(file -> options.withLockFile(call.path(file))).orElse(options);
    }
}
