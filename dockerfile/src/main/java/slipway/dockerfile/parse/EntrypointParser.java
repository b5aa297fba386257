package slipway.dockerfile.parse;

import slipway.dockerfile.Instruction;

/// `ENTRYPOINT`, with a line for the shell or a JSON array. It may be empty, which forgets an inherited one.
final class EntrypointParser implements InstructionParser {

    @Override
    public String name() {
        return "ENTRYPOINT";
    }

    @Override
    public String usage() {
        return "ENTRYPOINT [\"program\"]";
    }

    @Override
    public Instruction parse(Parts parts) {
        return new Instruction.Entrypoint(parts.head(), parts.command());
    }
}
