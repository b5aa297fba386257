package slipway.build.plan;

import java.util.Optional;
import slipway.build.BuildRequest;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Word;

/// The time that a build argument or the Dockerfile asks for: `SOURCE_DATE_EPOCH`, in seconds since 1970.
public final class Epoch {

    private static final String NAME = "SOURCE_DATE_EPOCH";
    private static final String CONTEXT = "context";

    private Epoch() {}

    /// The request with the times that its arguments, or the default of an `ARG` before the first stage, ask for. `context`
    /// asks for the time of the context's commit, where there is one.
    public static BuildRequest settle(BuildRequest request, Dockerfile file) {
        Optional<String> value = new GlobalArguments(request, file, request.platforms().getFirst()).value(NAME)
                .or(() -> Optional.ofNullable(request.arguments().get(NAME))).filter(text -> !text.isEmpty());
        if (value.isEmpty()) return request;
        if (value.get().equals(CONTEXT)) {
            long commit = request.times().created();
            return request.withTimes(new BuildRequest.Times(commit, commit));
        }
        if (!value.get().matches("\\d{1,12}")) throw wrong(value.get(), request, file);
        long seconds = Long.parseLong(value.get());
        return request.withTimes(new BuildRequest.Times(seconds, seconds));
    }

    private static SlipwayException wrong(String value, BuildRequest request, Dockerfile file) {
        String message = "invalid SOURCE_DATE_EPOCH: " + value;
        String hint = "give a number of seconds since 1970, or context for the time of the context's commit";
        Optional<Word> place = request.arguments().containsKey(NAME) ? Optional.empty()
                : file.metaArgs().stream().flatMap(arg -> arg.declarations().stream())
                        .filter(declaration -> declaration.name().text().equals(NAME))
                        .flatMap(declaration -> declaration.defaultValue().stream()).findFirst();
        if (place.isEmpty()) return new SlipwayException.Usage(Problem.of(message).hint(hint));
        return new SlipwayException.BadInput(Problem.at(file.source(), place.get().span(), message).hint(hint));
    }
}
