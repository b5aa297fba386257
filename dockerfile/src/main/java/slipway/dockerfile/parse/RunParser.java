package slipway.dockerfile.parse;

import java.util.List;
import java.util.Map;
import slipway.diagnostics.Suggestion;
import slipway.dockerfile.Command;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.lex.FlagKind;
import slipway.dockerfile.Mount;
import slipway.dockerfile.lex.PlacedText;

/// `RUN [flags] command`.
final class RunParser implements InstructionParser {

    @Override
    public String name() {
        return "RUN";
    }

    @Override
    public String usage() {
        return "RUN command";
    }

    @Override
    public Map<String, FlagKind> flags() {
        return Map.of(
                "mount", FlagKind.LIST,
                "network", FlagKind.VALUE,
                "security", FlagKind.VALUE,
                "device", FlagKind.LIST);
    }

    @Override
    public Following following() {
        return Following.HERE_DOCUMENTS;
    }

    @Override
    public Instruction parse(Parts parts) {
        List<Mount> mounts = parts.values("mount").stream().map(MountReader::read).toList();
        checkWord(parts, "network", List.of("default", "none", "host"));
        checkWord(parts, "security", List.of("sandbox", "insecure"));
        for (PlacedText device : parts.values("device")) {
            if (device.isEmpty()) {
                throw device.error("--device needs a device", "write for example --device=vendor.com/class=name");
            }
        }
        Command command = parts.command();
        boolean emptyArray = command instanceof Command.ExecForm exec && exec.arguments().isEmpty();
        if (parts.arguments().isEmpty() || emptyArray) {
            throw parts.keyword().error("RUN needs a command", "write " + parts.usage());
        }
        return new Instruction.Run(parts.head(), command, mounts, parts.hereDocuments());
    }

    private static void checkWord(Parts parts, String flag, List<String> allowed) {
        parts.value(flag).filter(value -> !allowed.contains(value.string())).ifPresent(value -> {
            String rest = String.join(", ", allowed);
            throw value.error("--" + flag + " must be one of " + rest, Suggestion.didYouMean(value.string(), allowed)
                    .orElse("leave it out for " + allowed.getFirst()));
        });
    }
}
