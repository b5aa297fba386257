package slipway.cli.build;

import static slipway.cli.build.BuildOptions.LABEL;
import static slipway.cli.build.BuildOptions.NO_CACHE;
import static slipway.cli.build.BuildOptions.NO_CACHE_FILTER;
import static slipway.cli.build.BuildOptions.PLATFORM;
import static slipway.cli.build.BuildOptions.PULL;
import static slipway.cli.build.BuildOptions.TARGET;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
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

    private static final String EPOCH = "SOURCE_DATE_EPOCH";
    private static final String CONTEXT = "context";

    private final Call call;

    public RequestReader(Call call) {
        this.call = call;
    }

    /// @param context already loaded
    /// @param contexts already resolved
    public BuildRequest read(LoadedContext context, SequencedMap<String, NamedContext> contexts) throws IOException {
        IgnoredOptions.check(call);
        return BuildRequest.of(context.dockerfile(), context.root())
                .withTarget(call.arguments().value(TARGET))
                .withArguments(BuildArguments.read(call))
                .withLabels(pairs(LABEL.name(), call.arguments().values(LABEL)))
                .withNamedContexts(contexts)
                .withPlatforms(platforms())
                .withCaching(caching())
                .withPull(pull())
                .withTimes(times(context))
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
            case ALWAYS, NEWER -> LockMode.UPDATE;
            case MISSING -> LockMode.USE;
            case NEVER -> LockMode.LOCKED;
        };
    }

    private PullPolicy pull() {
        if (!call.arguments().has(PULL)) return PullPolicy.MISSING;
        return switch (call.arguments().value(PULL).orElse("always")) {
            case "always", "true" -> PullPolicy.ALWAYS;
            case "newer" -> PullPolicy.NEWER;
            case "never" -> PullPolicy.NEVER;
            default -> PullPolicy.MISSING;
        };
    }

    /// What a build goes by that is not told the time by SOURCE_DATE_EPOCH; or that is told to take the context's.
    private Times times(LoadedContext context) throws IOException {
        boolean isContexts = CONTEXT.equals(BuildArguments.read(call).get(EPOCH));
        Optional<Instant> time = isContexts ? context.times().changed() : context.times().commit();
        return new Times(time.map(Instant::getEpochSecond).orElse(0L), 0);
    }
}
