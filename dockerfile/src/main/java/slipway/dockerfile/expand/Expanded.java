package slipway.dockerfile.expand;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// What became of a text whose variables were replaced.
///
/// @param text the whole as one string, quotes and escapes gone
/// @param words the same split at unquoted spaces, after replacement: one variable may give several words
/// @param found names of variables that had a value, in order of use
/// @param missing names of variables that had none
public record Expanded(String text, List<String> words, SequencedSet<String> found, SequencedSet<String> missing) {

    static Expanded unchanged(String text) {
        return new Expanded(text, List.of(text), new LinkedHashSet<>(), new LinkedHashSet<>());
    }
}
