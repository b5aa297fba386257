package slipway.cli.build;

import static slipway.cli.build.BuildOptions.BUILD_ARG;
import static slipway.cli.build.BuildOptions.LABEL;
import static slipway.cli.build.BuildOptions.NO_CACHE;
import static slipway.cli.build.BuildOptions.NO_CACHE_FILTER;
import static slipway.cli.build.BuildOptions.PLATFORM;
import static slipway.cli.build.BuildOptions.PULL;
import static slipway.cli.build.BuildOptions.TARGET;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.stream.Stream;
import slipway.build.BuildRequest;
import slipway.build.BuildRequest.Caching;
import slipway.build.BuildRequest.NamedContext;
import slipway.build.BuildRequest.PullPolicy;
import slipway.build.BuildRequest.Times;
import slipway.cli.Call;
import slipway.compose.LockMode;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Platform;

/// Makes a [BuildRequest] of the options of `slipway build`.
public final class RequestReader {

    /// An argument that many tools find in the environment, so it comes from there, too.
    private static final String EPOCH = "SOURCE_DATE_EPOCH";

    private final Call call;

    public RequestReader(Call call) {
        this.call = call;
    }

    /// @param context already loaded
    /// @param contexts already resolved
    public BuildRequest read(LoadedContext context, SequencedMap<String, NamedContext> contexts) throws IOException,
            InterruptedException {
        return BuildRequest.of(context.dockerfile(), context.root())
                .withTarget(call.arguments().value(TARGET))
                .withArguments(buildArguments())
                .withLabels(pairs(LABEL.name(), call.arguments().values(LABEL)))
                .withNamedContexts(contexts)
                .withPlatforms(platforms())
                .withCaching(caching())
                .withPull(pull())
                .withTimes(times(context.directory()))
                .withProcesses(ProcessOptionsReader.read(call))
                .withOutputs(new OutputsReader(call, platforms()).read())
                .withAttestations(AttestOption.read(call.arguments()));
    }

    private Caching caching() {
        if (call.arguments().has(NO_CACHE)) return new Caching.IgnoreAll();
        return new Caching.IgnoreStages(call.arguments().values(NO_CACHE_FILTER).stream()
                .flatMap(value -> Stream.of(value.split(","))).map(String::strip).filter(name -> !name.isEmpty()).toList());
    }

    /// The platforms that are asked for; this machine's if none is.
    public List<Platform> platforms() {
        List<Platform> platforms = call.arguments().values(PLATFORM).stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(value -> value.equals("local") ? Platform.local() : Platform.parse(value))
                .distinct()
                .toList();
        return platforms.isEmpty() ? List.of(Platform.local()) : platforms;
    }

    private SequencedMap<String, String> buildArguments() {
        var arguments = new LinkedHashMap<String, String>();
        for (String option : call.arguments().values(BUILD_ARG)) {
            int equals = option.indexOf('=');
            if (equals == 0 || option.isEmpty()) throw new SlipwayException.Usage(Problem.of("--build-arg " + option
                    + " has no name"));
            if (equals > 0) arguments.put(option.substring(0, equals), option.substring(equals + 1));
            else call.variable(option).ifPresent(value -> arguments.put(option, value));
        }
        call.variable(EPOCH).filter(value -> !value.isEmpty()).ifPresent(value -> arguments.putIfAbsent(EPOCH, value));
        return arguments;
    }

    private static SequencedMap<String, String> pairs(String option, List<String> values) {
        var pairs = new LinkedHashMap<String, String>();
        for (String value : values) {
            int equals = value.indexOf('=');
            if (equals == 0 || value.isEmpty()) throw new SlipwayException.Usage(Problem.of(option + " " + value
                    + " has no key"));
            pairs.put(equals < 0 ? value : value.substring(0, equals), equals < 0 ? "" : value.substring(equals + 1));
        }
        return pairs;
    }

    /// Whether composed bases keep to their locks: unless bases are to be pulled anew.
    public LockMode locks() {
        return switch (pull()) {
            case ALWAYS -> LockMode.UPDATE;
            case MISSING -> LockMode.USE;
            case NEVER -> LockMode.LOCKED;
        };
    }

    private PullPolicy pull() {
        if (!call.arguments().has(PULL)) return PullPolicy.MISSING;
        return switch (call.arguments().value(PULL).orElse("always")) {
            case "always", "newer", "true" -> PullPolicy.ALWAYS;
            case "never" -> PullPolicy.NEVER;
            default -> PullPolicy.MISSING;
        };
    }

    /// What a build goes by that is not told the time by SOURCE_DATE_EPOCH.
    private Times times(Optional<Path> directory) throws IOException, InterruptedException {
        OptionalLong commit = directory.isPresent() ? GitRepository.commitTime(directory.get(), call.environment())
                : OptionalLong.empty();
        return new Times(commit.orElse(0), 0);
    }
}
