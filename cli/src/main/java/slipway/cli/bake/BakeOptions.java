package slipway.cli.bake;

import slipway.cli.build.BuildOptions;
import slipway.cli.check.CallOption;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Operands;
import slipway.cli.spec.Option;
import slipway.cli.spec.Page;

/// The options of `slipway bake`, and its page. Names and meanings are those of `docker buildx bake`.
public final class BakeOptions {

    public static final Option FILE = Option.values("-f, --file FILE",
            "A definition, - for standard input; several are merged in their order").completing(Candidates.FILES);
    public static final Option SET = Option.values("--set PATTERN.KEY=VALUE",
            "Change an attribute of targets: app.args.VERSION=2, *.platform=linux/arm64; += adds to a list");
    public static final Option VAR = Option.values("--var NAME=VALUE",
            "Give a variable its value, whatever the environment has");
    public static final Option PRINT = Option.flag("--print", "Print the targets, complete, as JSON, and build nothing");
    public static final Option LIST = Option.value("--list KIND",
            "Print the targets or variables there are; type=targets,format=json for JSON");
    public static final Option PUSH = Option.flag("--push", "Push the images, as --set *.output=type=registry does");
    public static final Option LOAD = Option.flag("--load", "Keep the images in the store, which is the usual");
    public static final Option NO_CACHE = Option.flag("--no-cache", "Run each step, whatever the cache has");
    public static final Option PULL = Option.flag("--pull", "Ask registries for bases that are in the store already");
    public static final Option SBOM = Option.value("--sbom VALUE", "Short for --set *.attest=type=sbom");
    public static final Option PROVENANCE = Option.value("--provenance VALUE", "Short for --set *.attest=type=provenance");
    public static final Option ALLOW = Option.values("--allow WHAT",
            "Permit what a definition cannot take for itself: fs=DIR, fs.read=DIR or fs.write=DIR outside of this "
                    + "directory, network.host, security.insecure, ssh");
    public static final Option METADATA_FILE = Option.value("--metadata-file FILE",
            "Write what was built to a file, as JSON by target").completing(Candidates.FILES);
    public static final Option PROGRESS = BuildOptions.PROGRESS;

    private BakeOptions() {}

    public static Page page(String name, String summary) {
        return Page.of(name, summary, Operands.atLeast(0, "[TARGET...]", Candidates.ANYTHING), """
                Builds targets of a definition: docker-bake.hcl, docker-bake.json, a compose file, each with \
                docker-bake.override files upon it, or what -f names. A target says what the options of slipway build \
                say; targets can inherit from each other, be made by a matrix, and be each other's contexts. Without a \
                name, the group or target default is built.

                All targets are built together: a step that several need runs once.

                Variables of the definition get their values from --var, from the environment, or from NAME_JSON there. \
                docs/bake.md describes the language and its functions.""")
                .options("What to build", FILE, SET, VAR)
                .options("Instead of building", PRINT, LIST, CallOption.CHECK, CallOption.CALL)
                .options("Where to", PUSH, LOAD, METADATA_FILE)
                .options("How", NO_CACHE, PULL, SBOM, PROVENANCE, ALLOW, PROGRESS, BuildOptions.EXECUTOR,
                        BuildOptions.SNAPSHOTTER, BuildOptions.REGISTRY_CONFIG, BuildOptions.BUILDER, BuildOptions.DEBUG)
                .example("slipway bake", "Build the group or target default")
                .example("slipway bake --print app", "See what app is, with all it inherits")
                .example("slipway bake --set *.platform=linux/arm64 app db", "Build two targets for another platform")
                .example("slipway bake -f compose.yaml --push", "Build and push what a compose file builds")
                .exit(1, "a check found something")
                .exit(3, "the definition or a Dockerfile is wrong, or asks for what is not allowed")
                .exit(4, "a step failed")
                .exit(5, "a registry or the network failed")
                .see("build");
    }
}
