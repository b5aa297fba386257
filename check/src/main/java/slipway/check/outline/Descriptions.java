package slipway.check.outline;

import java.util.Optional;
import slipway.check.view.View;
import slipway.dockerfile.Instruction;

/// Comments of the form `# name what it is`.
final class Descriptions {

    private Descriptions() {}

    /// What the first comment above the instruction that begins with the name says after it; spaces are kept.
    static Optional<String> of(View view, Instruction instruction, String name) {
        String start = name + " ";
        return view.commentsAbove(instruction).stream().map(view::description).filter(text -> text.startsWith(start))
                .map(text -> text.substring(start.length())).findFirst();
    }
}
