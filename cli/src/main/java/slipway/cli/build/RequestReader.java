package slipway.cli.build;

import static slipway.cli.build.BuildOptions.LABEL;
import static slipway.cli.build.BuildOptions.NO_CACHE;
import static slipway.cli.build.BuildOptions.OUTPUT;
import static slipway.cli.build.BuildOptions.PLATFORM;
import static slipway.cli.build.BuildOptions.PULL;
import static slipway.cli.build.BuildOptions.PUSH;
import static slipway.cli.build.BuildOptions.TAG;
import static slipway.cli.build.BuildOptions.TARGET;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import slipway.build.BuildRequest;
import slipway.build.BuildRequest.Caching;
import slipway.build.BuildRequest.NamedContext;
import slipway.build.BuildRequest.Output;
import slipway.build.BuildRequest.PullPolicy;
import slipway.build.BuildRequest.Push;
import slipway.build.BuildRequest.Times;
import slipway.cli.Call;
import slipway.compose.LockMode;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Platform;
import slipway.image.Reference;

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
        return BuildRequest.of(context.dockerfile(), context.root())
                .withTarget(call.arguments().value(TARGET))
                .withArguments(BuildArguments.read(call))
                .withLabels(pairs(LABEL.name(), call.arguments().values(LABEL)))
                .withNamedContexts(contexts)
                .withPlatforms(platforms())
                .withCaching(call.arguments().has(NO_CACHE) ? new Caching.IgnoreAll() : Caching.USE)
                .withPull(pull())
                .withTimes(times(context))
                .withOutputs(outputs());
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

    /// Files are as old as can be, and the image is as old as the commit, unless `SOURCE_DATE_EPOCH` says otherwise: a
    /// number, or `context` for when the context was changed last.
    private Times times(LoadedContext context) throws IOException {
        Optional<String> asked = call.variable(EPOCH);
        long commit = context.times().commit().map(Instant::getEpochSecond).orElse(0L);
        long changed = context.times().changed().map(Instant::getEpochSecond).orElse(0L);
        boolean isArgument = CONTEXT.equals(BuildArguments.read(call).get(EPOCH));
        if (asked.isEmpty()) return new Times(isArgument ? changed : commit, 0);
        if (asked.get().equals(CONTEXT)) return new Times(changed, changed);
        if (!asked.get().matches("\\d{1,12}")) {
            throw new SlipwayException.Usage(Problem.of(EPOCH + " is not a number of seconds: " + asked.get()));
        }
        long seconds = Long.parseLong(asked.get());
        return new Times(seconds, seconds);
    }

    private List<Output> outputs() {
        List<Reference> tags = call.arguments().values(TAG).stream().map(RequestReader::tag).distinct().toList();
        var outputs = new ArrayList<Output>();
        for (String option : call.arguments().values(OUTPUT)) OutputOption.parse(call, tags, option).ifPresent(outputs::add);
        boolean push = call.arguments().has(PUSH);
        if (push && tags.isEmpty() && outputs.stream().noneMatch(Output.ToStore.class::isInstance)) {
            throw new SlipwayException.Usage(Problem.of("--push needs a name to push to")
                    .hint("name the image with -t REGISTRY/NAME:TAG"));
        }
        if (call.arguments().values(OUTPUT).isEmpty() || push) {
            outputs.addFirst(new Output.ToStore(tags, push ? Push.PUSH : Push.KEEP));
        }
        return outputs;
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
