package slipway.dockerfile.parse;

import slipway.dockerfile.Instruction;

/// `CMD`, with a line for the shell or a JSON array. It may be empty, which forgets an inherited command.
final class CmdParser implements InstructionParser {

    @Override
    public String name() {
        return "CMD";
    }

    @Override
    public String usage() {
        return "CMD [\"program\", \"argument\"]";
    }

    @Override
    public Instruction parse(Parts parts) {
        return new Instruction.Cmd(parts.head(), parts.command());
    }
}
