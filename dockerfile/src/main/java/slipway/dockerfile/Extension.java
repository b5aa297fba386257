package slipway.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import slipway.diagnostics.Span;

/// A place where a file uses what only Slipway understands. Other builders stop there: nothing here has another meaning
/// elsewhere.
///
/// @param name such as `ENV --unset`
/// @param elsewhere what BuildKit says to it
public record Extension(String name, Span span, String elsewhere) {

    /// The extensions that a file uses, in the order of the text.
    public static List<Extension> in(Dockerfile file) {
        return file.instructions().stream().flatMap(instruction -> in(instruction).stream()).toList();
    }

    /// The extensions that one instruction uses.
    public static List<Extension> in(Instruction instruction) {
        var found = new ArrayList<Extension>();
        Stream.of("unset", "optional").flatMap(name -> instruction.head().flag(name).stream()).forEach(flag ->
                found.add(new Extension(instruction.name() + " --" + flag.name(), flag.span(),
                        "unknown flag: --" + flag.name())));
        switch (instruction) {
            case Instruction.Copy copy -> copy.from().filter(Extension::hasVariable).ifPresent(from ->
                    found.add(new Extension("a variable in --from", from.span(),
                            "variable expansion is not supported for --from")));
            case Instruction.Run run -> run.mounts().stream().flatMap(mount -> mount.value("from").stream())
                    .filter(Extension::hasVariable).forEach(from -> found.add(new Extension("a variable in from=",
                            from.span(), "'from' doesn't support variable expansion")));
            case Instruction.OnBuild onBuild -> found.addAll(in(onBuild.trigger()));
            case Instruction.From _, Instruction.Add _, Instruction.Env _, Instruction.Label _, Instruction.Unset _,
                    Instruction.Arg _, Instruction.Workdir _, Instruction.User _, Instruction.Cmd _,
                    Instruction.Entrypoint _, Instruction.Expose _, Instruction.Volume _, Instruction.StopSignal _,
                    Instruction.Shell _, Instruction.HealthCheck _, Instruction.Maintainer _ -> {}
        }
        return List.copyOf(found);
    }

    /// A `$` at the very end is a character like others.
    private static boolean hasVariable(Word word) {
        int dollar = word.text().indexOf('$');
        return dollar >= 0 && dollar + 1 < word.text().length();
    }
}
