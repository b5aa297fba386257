package slipway.check.view;

import java.util.List;
import java.util.Optional;
import slipway.diagnostics.Span;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Word;

/// An instruction at its turn in a stage.
///
/// @param trigger the `FROM` that caused it, if a base's `ONBUILD` did; then the instruction's own spans are those of the
///         trigger's text, and mean nothing in this file
/// @param uses the words in which variables are replaced, in order
public record Step(Instruction instruction, Optional<Instruction.From> trigger, List<Use> uses) {

    public Step {
        uses = List.copyOf(uses);
    }

    /// The lines of this file that are to blame.
    public Span statement() {
        return trigger.map(Instruction::span).orElseGet(instruction::span);
    }

    /// Where a part of the instruction stands in this file.
    public Span place(Span part) {
        return trigger.map(from -> from.image().span()).orElse(part);
    }

    /// Whether the instruction is in this file and can be changed here.
    public boolean isWritten() {
        return trigger.isEmpty();
    }

    /// What becomes of a word. One in which nothing is replaced is an [IllegalArgumentException].
    public Use use(Word word) {
        return uses.stream().filter(use -> use.word().equals(word)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("variables are not replaced in " + word));
    }
}
