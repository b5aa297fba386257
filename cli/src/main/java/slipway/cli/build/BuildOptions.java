package slipway.cli.build;

import slipway.cli.check.CallOption;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Operands;
import slipway.cli.spec.Option;
import slipway.cli.spec.Page;

/// The options of `slipway build`, and its page. Names and meanings are those of `docker buildx build`.
public final class BuildOptions {

    public static final Option FILE = Option.value("-f, --file PATH",
            "The Dockerfile: a path, an address on the web, or - for standard input; PATH/Dockerfile if not given")
            .completing(Candidates.FILES);
    public static final Option TAG = Option.values("-t, --tag NAME[:TAG]", "Name the image");
    public static final Option TARGET = Option.value("--target STAGE", "Build this stage instead of the last one");
    public static final Option BUILD_ARG = Option.values("--build-arg NAME[=VALUE]",
            "Give an ARG its value; without one, that of the environment");
    public static final Option BUILD_ARG_FILE = Option.values("--build-arg-file FILE",
            "Give ARGs the values that a file has, a line NAME=VALUE each; --build-arg wins").completing(Candidates.FILES);
    public static final Option IGNOREFILE = Option.value("--ignorefile FILE",
            "Say with this file what is no part of the context, instead of .dockerignore").completing(Candidates.FILES);
    public static final Option BUILD_CONTEXT = Option.values("--build-context NAME=VALUE",
            "What FROM NAME and --from=NAME find: a directory, docker-image://NAME, oci-layout://PATH[:TAG], the "
                    + "address of a git repository or a tar, or compose:FILE for a base composed of packages");
    public static final Option LABEL = Option.values("--label KEY=VALUE", "Add a label to the image");
    public static final Option PLATFORM = Option.values("--platform OS/ARCH",
            "Build for this platform; several, also joined by commas, give an index");
    public static final Option NO_CACHE = Option.flag("--no-cache", "Run each step, whatever the cache has");
    public static final Option NO_CACHE_FILTER = Option.values("--no-cache-filter STAGE[,STAGE]",
            "Run each step of these stages, whatever the cache has");
    public static final Option PULL = Option.optional("--pull POLICY",
            "Ask registries for bases: always (also without a value), missing, newer or never; "
                    + "newer is always, but makes do with what is there when no registry answers")
            .among("always", "missing", "never", "newer", "true", "false");
    public static final Option OUTPUT = Option.values("-o, --output DEST",
            "Where the result goes: type=KIND[,dest=PATH] with image, registry, oci, docker, local, tar or cacheonly; "
                    + "a directory; or - for a tar on standard output. May be given several times");
    public static final Option ANNOTATION = Option.values("--annotation [PART:]KEY=VALUE",
            "Say something about the image: its manifest, or the index, manifest-descriptor or index-descriptor, "
                    + "also for one platform, as in manifest[linux/arm64]:KEY=VALUE");
    public static final Option ATTEST = Option.values("--attest type=KIND[,KEY=VALUE]",
            "Ask for a statement about the image: sbom or provenance");
    public static final Option SBOM = Option.value("--sbom VALUE", "Short for --attest type=sbom: true, false or KEY=VALUE");
    public static final Option PROVENANCE = Option.value("--provenance VALUE",
            "Short for --attest type=provenance: true, false or KEY=VALUE");
    public static final Option ALLOW = Option.values("--allow ENTITLEMENT",
            "Allow what needs leave: network.host, security.insecure or device let steps ask for that, "
                    + "buildx.local.delete lets an output of mode=delete delete files");
    public static final Option PUSH = Option.flag("--push", "Push the image under its names, too");
    public static final Option LOAD = Option.flag("--load",
            "Load the image into Docker, if an engine answers, and keep it in the store in any case");
    public static final Option IIDFILE = Option.value("--iidfile FILE", "Write the image's ID to a file")
            .completing(Candidates.FILES);
    public static final Option METADATA_FILE = Option.value("--metadata-file FILE",
            "Write what was built to a file, as JSON").completing(Candidates.FILES);
    public static final Option PROGRESS = Option.value("--progress KIND",
            "How to show progress: auto, tty, plain, quiet or rawjson")
            .among("auto", "tty", "plain", "quiet", "rawjson");
    public static final Option QUIET = Option.flag("-q, --quiet", "Print nothing but the image's ID");
    public static final Option EXECUTOR = Option.value("--runtime, --executor NAME",
            "What runs steps: embedded, which needs nothing installed, or crun, runc or youki")
            .among("embedded", "crun", "runc", "youki");
    public static final Option DRY_RUN = Option.flag("--dry-run",
            "Print the steps, and which of them the cache knows, and run none");
    public static final Option CACHE_FROM = Option.values("--cache-from CACHE",
            "Accepted for compatibility: only the store's own cache is used so far");
    public static final Option CACHE_TO = Option.values("--cache-to CACHE",
            "Accepted for compatibility: only the store's own cache is used so far");
    public static final Option BUILDER = Option.value("--builder NAME", "Accepted for compatibility: there is one builder");
    public static final Option DEBUG = Option.flag("-D, --debug", "Accepted for compatibility: logs are always whole");
    public static final Option ON_FAILURE = Option.value("--on-failure ACTION",
            "What to do when a step fails: stop, or open a shell where it ran").among("stop", "shell");
    public static final Option FORMAT = Option.value("--format FORMAT",
            "How --dry-run prints: as table, as json, or by a Go template");
    public static final Option SNAPSHOTTER = Option.value("--snapshotter NAME",
            "How steps see files: overlay or copy; what the machine can do if not given")
            .among("overlay", "copy");
    public static final Option REGISTRY_CONFIG = Option.value("--registry-config FILE",
            "Mirrors, authorities and insecure hosts (also SLIPWAY_REGISTRY_CONFIG)")
            .completing(Candidates.FILES);

    public static final Option SECRET = Option.values("--secret id=NAME[,src=FILE]",
            "Let steps mount a secret: a file, or with env=NAME a variable");
    public static final Option SSH = Option.values("--ssh ID[=PATH]",
            "Let steps use keys: those of the agent at SSH_AUTH_SOCK, of one at another socket, or of key files, "
                    + "joined by commas. The usual ID is default");
    public static final Option ADD_HOST = Option.values("--add-host NAME:ADDRESS",
            "Add a line to /etc/hosts of each step; host-gateway is this machine");
    public static final Option NETWORK = Option.value("--network MODE",
            "What steps reach unless RUN says otherwise: default, none or host");
    public static final Option SHM_SIZE = Option.value("--shm-size SIZE", "The size of /dev/shm in steps; 64m if not given");
    public static final Option ULIMIT = Option.values("--ulimit NAME=SOFT[:HARD]", "Set a limit for processes of steps");

    private static final String ABOUT = """
            Builds the Dockerfile of a context: a directory, a tar, the address of a git repository or of a tar on the \
            web, or - for a Dockerfile or a tar from standard input. Steps that were run before with the same inputs \
            are taken from the cache, and stages that the target does not need are not built. No \
            daemon is needed, nor root.

            The same context and bases give the same image, bit by bit, on any machine. SOURCE_DATE_EPOCH sets the \
            times in it; otherwise files are from 1970, and the image was made when the commit was, \
            if the context is a clean git working tree.

            The file .slipway.yaml in the context can declare named contexts, as --build-context does:

              contexts:
                toolchain: compose:builtin/toolchain-c""";

    private BuildOptions() {}

    public static Page page(String name, String summary) {
        return Page.of(name, summary, Operands.exactly(1, "PATH|URL|-", Candidates.DIRECTORIES), ABOUT)
                .options("What to build", FILE, TARGET, BUILD_ARG, BUILD_ARG_FILE, BUILD_CONTEXT, IGNOREFILE,
                        PLATFORM, LABEL)
                .options("Where to",
                        TAG,
                        OUTPUT,
                        PUSH,
                        LOAD,
                        ANNOTATION,
                        ATTEST,
                        SBOM,
                        PROVENANCE,
                        IIDFILE,
                        METADATA_FILE)
                .options("Cache", NO_CACHE, NO_CACHE_FILTER, PULL, CACHE_FROM, CACHE_TO)
                .options("For steps",
                        SECRET,
                        SSH,
                        NETWORK,
                        ADD_HOST,
                        SHM_SIZE,
                        ULIMIT,
                        ALLOW)
                .options("Instead of building", CallOption.CHECK, CallOption.CALL, DRY_RUN, FORMAT)
                .options("How",
                        ON_FAILURE,
                        PROGRESS,
                        QUIET,
                        EXECUTOR,
                        SNAPSHOTTER,
                        REGISTRY_CONFIG,
                        BUILDER,
                        DEBUG)
                .options("Only for compatibility", IgnoredOptions.all())
                .example("slipway build -t app .", "Build this directory and name the image app:latest")
                .example("slipway build -t localhost:5000/app:1.0 --push .", "Build, and push to a registry")
                .example("slipway build -o type=oci,dest=app.tar .",
                        "Write an OCI archive that skopeo, podman and others read")
                .example("slipway build -o bin --target binaries .", "Copy the files of a stage to the directory bin")
                .example("slipway build --secret id=token,src=token.txt .",
                        "Give RUN --mount=type=secret,id=token what is in a file")
                .example("slipway build --on-failure shell .", "Look around where a step failed")
                .example("slipway build --build-context base=compose:builtin/static .",
                        "Build on a base composed of Debian packages")
                .exit(3, "the Dockerfile or the context cannot be built")
                .exit(4, "a step failed")
                .exit(5, "a registry or the network failed")
                .exit(6, "data does not have the digest it should have")
                .exit(130, "interrupted; nothing is left behind")
                .see("compose", "images", "history", "push");
    }
}
