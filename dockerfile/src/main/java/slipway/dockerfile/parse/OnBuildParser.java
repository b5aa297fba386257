package slipway.dockerfile.parse;

import java.util.List;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Span;
import slipway.dockerfile.Extension;
import slipway.dockerfile.HereDocument;
import slipway.dockerfile.Instruction;

/// `ONBUILD instruction`.
final class OnBuildParser implements InstructionParser {

    private final Instructions instructions;

    OnBuildParser(Instructions instructions) {
        this.instructions = instructions;
    }

    @Override
    public String name() {
        return "ONBUILD";
    }

    @Override
    public String usage() {
        return "ONBUILD RUN command";
    }

    @Override
    public Following following() {
        return Following.AS_TRIGGER;
    }

    @Override
    public Instruction parse(Parts parts) {
        if (parts.arguments().isEmpty()) {
            throw parts.keyword().error("ONBUILD needs an instruction", "write " + parts.usage());
        }
        Span span = new Span(parts.arguments().span().start(), parts.head().span().end());
        Instruction trigger = instructions.parse(parts.arguments(), span, List.of(), parts.hereDocuments(), List.of());
        checkTrigger(trigger).ifPresent(message -> {
            throw parts.arguments().sub(0, trigger.keyword().text().length()).error(message,
                    "a trigger runs in a stage that has begun, once, and leaves none behind");
        });
        Extension.in(trigger).stream().findFirst().ifPresent(extension -> {
            throw new SlipwayException.BadInput(Problem.at(parts.arguments().source(), extension.span(),
                    "ONBUILD cannot hold " + extension.name())
                    .hint("other builders read what an image keeps for later, and this is understood only here"));
        });
        var text = new StringBuilder(parts.arguments().string());
        for (HereDocument document : parts.hereDocuments()) {
            text.append('\n').append(document.content()).append(document.name());
        }
        return new Instruction.OnBuild(parts.head(), trigger, text.toString());
    }

    /// What is wrong with a trigger, if it is one of those that cannot be.
    static Optional<String> checkTrigger(Instruction trigger) {
        return switch (trigger) {
            case Instruction.OnBuild _ -> Optional.of("ONBUILD cannot hold another ONBUILD");
            case Instruction.From _, Instruction.Maintainer _ -> Optional.of("ONBUILD cannot hold " + trigger.name());
            case Instruction.Run _, Instruction.Transfer _, Instruction.Env _, Instruction.Label _, Instruction.Unset _,
                    Instruction.Arg _, Instruction.Workdir _, Instruction.User _, Instruction.Cmd _,
                    Instruction.Entrypoint _, Instruction.Expose _, Instruction.Volume _, Instruction.StopSignal _,
                    Instruction.Shell _, Instruction.HealthCheck _ -> Optional.empty();
        };
    }
}
