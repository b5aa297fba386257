package slipway.cli.bake;

import static slipway.cli.build.BuildOptions.BUILD_CONTEXT;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import slipway.bake.Key;
import slipway.bake.Resolution;
import slipway.bake.Target;
import slipway.build.BuildRequest.NamedContext;
import slipway.cli.Call;
import slipway.cli.Console;
import slipway.cli.build.BuildOptions;
import slipway.cli.build.ContextLoader;
import slipway.cli.build.LoadedContext;
import slipway.cli.build.ProcessOptionsReader;
import slipway.cli.build.RequestReader;
import slipway.cli.build.Workbench;
import slipway.cli.spec.ArgumentParser;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;

/// Makes requests for builds of targets, each by the same readers as those of `slipway build`.
final class TargetRequests {

    private final Call call;
    private final Workbench bench;

    TargetRequests(Call call, Workbench bench) {
        this.call = call;
        this.bench = bench;
    }

    /// A request for each target, by name. A target that another takes as a context is in that one's request, too.
    SequencedMap<String, TargetRequest> of(Resolution resolution) throws IOException, InterruptedException {
        var requests = new LinkedHashMap<String, TargetRequest>();
        for (Target target : resolution.targets()) {
            try {
                requests.put(target.name(), request(target, requests));
            } catch (SlipwayException.BadInput | SlipwayException.Usage e) {
                throw named(target, e);
            }
        }
        return requests;
    }

    /// An error without a place says which target it is about.
    private static SlipwayException named(Target target, SlipwayException e) {
        if (e.problem().location().isPresent()) return e;
        var problem = new Problem("target " + target.name() + ": " + e.problem().message(), Optional.empty(),
                e.problem().hint());
        return new SlipwayException.BadInput(problem, e);
    }

    private TargetRequest request(Target target, SequencedMap<String, TargetRequest> before) throws IOException,
            InterruptedException {
        Optional<String> inline = target.text(Key.DOCKERFILE_INLINE);
        var page = BuildOptions.page("build", "");
        var own = new Call(new ArgumentParser(page).parse(TargetWords.of(target)),
                inline.map(this::typing).orElse(call.console()),
                call.environment(), call.directory(), call.clock());
        if (own.arguments().operand(0).equals("-")) {
            throw new SlipwayException.BadInput(Problem.of("a context cannot come from the standard input"));
        }
        var fetching = bench.fetching(ProcessOptionsReader.read(own));
        LoadedContext context = new ContextLoader(own, bench.store(), fetching).load();
        if (inline.isPresent()) {
            context = context.withDockerfile(Source.of("dockerfile-inline of " + target.name(), inline.get()));
        }
        var reader = new RequestReader(own);
        var contexts = new LinkedHashMap<>(bench.contexts(reader.platforms(), reader.locks())
                .resolve(context, own.arguments().values(BUILD_CONTEXT), own.directory()));
        target.links().forEach((name, linked) -> contexts.put(name, new NamedContext.Target(before.get(linked).request())));
        return new TargetRequest(target, own, reader.read(context, contexts).withName(target.name()));
    }

    /// A console at which the text of a Dockerfile is typed.
    private Console typing(String text) {
        Console console = call.console();
        return new Console(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), console.out(), console.err(),
                console.terminal(), console.colour());
    }
}
