package slipway.dockerfile.parse;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import slipway.dockerfile.Command;
import slipway.dockerfile.GoDuration;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.lex.FlagKind;
import slipway.dockerfile.lex.JsonStrings;
import slipway.dockerfile.lex.PlacedText;
import slipway.dockerfile.lex.Spaces;
import slipway.dockerfile.Word;

/// `HEALTHCHECK NONE`, or `HEALTHCHECK [flags] CMD command`.
final class HealthCheckParser implements InstructionParser {

    private static final long MILLISECOND = 1_000_000;

    @Override
    public String name() {
        return "HEALTHCHECK";
    }

    @Override
    public String usage() {
        return "HEALTHCHECK CMD command, or HEALTHCHECK NONE";
    }

    @Override
    public Map<String, FlagKind> flags() {
        return Map.of(
                "interval", FlagKind.VALUE,
                "timeout", FlagKind.VALUE,
                "start-period", FlagKind.VALUE,
                "start-interval", FlagKind.VALUE,
                "retries", FlagKind.VALUE,
                "unset", FlagKind.DECISION);
    }

    @Override
    public Instruction parse(Parts parts) {
        return UnsetReader.single(parts, Instruction.Setting.HEALTHCHECK).orElseGet(() -> set(parts));
    }

    private static Instruction set(Parts parts) {
        PlacedText arguments = parts.arguments();
        if (arguments.isEmpty()) throw parts.keyword().error("HEALTHCHECK needs NONE or CMD", "write " + parts.usage());
        int end = 0;
        while (end < arguments.length() && !Spaces.isSpace(arguments.charAt(end))) end++;
        PlacedText kind = arguments.sub(0, end);
        PlacedText rest = arguments.sub(end).strip();
        Instruction.Check check = switch (kind.string().toUpperCase(Locale.ROOT)) {
            case "NONE" -> none(rest);
            case "CMD" -> probe(parts, kind, rest);
            default -> throw kind.error("unknown health check " + kind,
                    "write HEALTHCHECK CMD " + kind + " …, or HEALTHCHECK NONE");
        };
        return new Instruction.HealthCheck(parts.head(), check);
    }

    private static Instruction.Check none(PlacedText rest) {
        if (!rest.isEmpty()) throw rest.error("HEALTHCHECK NONE takes no arguments",
                "write HEALTHCHECK CMD to check with a command");
        return new Instruction.Check.None();
    }

    private static Instruction.Check probe(Parts parts, PlacedText kind, PlacedText rest) {
        Optional<List<Word>> strings = JsonStrings.read(rest);
        if (rest.isEmpty() || strings.filter(List::isEmpty).isPresent()) {
            throw kind.error("a command must follow HEALTHCHECK CMD", "HEALTHCHECK NONE takes an inherited check away");
        }
        Command command = strings.map(found -> (Command) new Command.ExecForm(found, rest.span()))
                .orElseGet(() -> new Command.ShellForm(rest.word()));
        return new Instruction.Check.Probe(
                command,
                time(parts, "interval"),
                time(parts, "timeout"),
                time(parts, "start-period"),
                time(parts, "start-interval"),
                retries(parts));
    }

    /// A flag's time in nanoseconds, 0 if it is not given. A time that is given is 0 or at least a millisecond.
    private static long time(Parts parts, String flag) {
        Optional<PlacedText> value = parts.value(flag).filter(text -> !text.isEmpty());
        if (value.isEmpty()) return 0;
        long time = GoDuration.parse(value.get().string()).orElseThrow(() ->
                value.get().error("--" + flag + " is not a duration: " + value.get(),
                        "write for example 30s, 1m30s or 500ms"));
        if (time != 0 && time < MILLISECOND) throw value.get().error("--" + flag + " must be at least 1ms",
                "0 means the default");
        return time;
    }

    private static int retries(Parts parts) {
        Optional<PlacedText> value = parts.value("retries").filter(text -> !text.isEmpty());
        if (value.isEmpty()) return 0;
        try {
            int retries = Integer.parseInt(value.get().string());
            if (retries < 0) throw value.get().error("--retries must not be negative", "0 means the default");
            return retries;
        } catch (NumberFormatException _) {
            throw value.get().error("--retries must be a number, and is " + value.get(),
                    "write for example --retries=3");
        }
    }
}
