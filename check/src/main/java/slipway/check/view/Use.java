package slipway.check.view;

import java.util.List;
import java.util.SequencedSet;
import slipway.diagnostics.Span;
import slipway.dockerfile.Word;

/// A word in which a builder replaces variables, and what becomes of it.
///
/// @param word as written
/// @param place where that is in the file that is checked; for a base image's trigger, the name of the image
/// @param text the word with its variables replaced, quotes and escapes gone
/// @param words the same cut at unquoted spaces
/// @param found names that had a value
/// @param missing names that had none, the shell's own such as `$1` among them
/// @param variables what it was replaced with
public record Use(Word word, Span place, String text, List<String> words, SequencedSet<String> found,
        SequencedSet<String> missing, Variables variables) {

    /// Whether the word has no variable in it.
    public boolean isConstant() {
        return found.isEmpty() && missing.isEmpty();
    }
}
