package slipway.cli.bake;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import slipway.bake.Key;
import slipway.build.builder.Builder;
import slipway.cli.Call;
import slipway.cli.Console;
import slipway.cli.check.CallOption;
import slipway.cli.check.CallOption.Format;
import slipway.cli.check.DockerfileCall;
import slipway.image.json.Json;

/// Answers `--check` and `--call`, and the attribute `call`, for one target after another.
final class Answers {

    private final Call call;
    private final Builder builder;

    Answers(Call call, Builder builder) {
        this.call = call;
        this.builder = builder;
    }

    /// @return what the process ends with: the first that is not 0
    int print(List<TargetRequest> requests) {
        boolean json = CallOption.of(call.arguments()).filter(asked -> asked.format() == Format.JSON).isPresent();
        return json ? json(requests) : text(requests);
    }

    private int text(List<TargetRequest> requests) {
        int status = 0;
        for (TargetRequest request : requests) {
            if (request != requests.getFirst()) call.print("");
            call.print(request.target().name());
            request.target().text(Key.DESCRIPTION).ifPresent(call::print);
            call.print("");
            CallOption asked = request.asked().orElseThrow();
            int one = new DockerfileCall(request.call(), builder, request.request()).answer(asked);
            if (status == 0) status = one;
        }
        return status;
    }

    private int json(List<TargetRequest> requests) {
        int status = 0;
        var targets = Json.object();
        for (TargetRequest request : requests) {
            var printed = new ByteArrayOutputStream();
            CallOption.Method method = request.asked().orElseThrow().method();
            int one = new DockerfileCall(printingTo(request.call(), printed), builder, request.request())
                    .answer(new CallOption(method, Format.JSON));
            if (status == 0) status = one;
            targets.put(request.target().name(), Json.object().put("build", request.target().toJson())
                    .put(Definitions.word(method), Json.parse(printed.toByteArray())).build());
        }
        call.console().out().print(Json.object().put("target", targets.build()).build().toPrettyText());
        return status;
    }

    private static Call printingTo(Call call, ByteArrayOutputStream printed) {
        Console console = call.console();
        var own = new Console(console.in(), new PrintStream(printed, true, StandardCharsets.UTF_8), console.err(),
                console.terminal(), console.colour());
        return new Call(call.arguments(), own, call.environment(), call.directory(), call.clock());
    }
}
