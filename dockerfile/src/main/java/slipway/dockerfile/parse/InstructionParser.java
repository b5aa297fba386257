package slipway.dockerfile.parse;

import java.util.Map;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.lex.FlagKind;

/// Knows one instruction: its name, its flags, and what its arguments mean.
interface InstructionParser {

    /// In upper case.
    String name();

    /// How it may be written, for hints: `ENV name=value`.
    String usage();

    default Map<String, FlagKind> flags() {
        return Map.of();
    }

    /// Whether lines may follow that `<<` announces.
    default Following following() {
        return Following.NOTHING;
    }

    Instruction parse(Parts parts);

    /// What may follow an instruction's own lines.
    enum Following {
        NOTHING,
        /// Here-documents, unless the arguments are a JSON array.
        HERE_DOCUMENTS,
        /// Whatever the instruction in the arguments allows.
        AS_TRIGGER
    }
}
