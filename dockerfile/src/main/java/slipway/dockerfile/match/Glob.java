package slipway.dockerfile.match;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// A compiled pattern: steps that each take some characters of a text.
///
/// Matching keeps the set of places that can be reached, so it never goes back.
public final class Glob {

    /// What one part of a pattern takes.
    public sealed interface Step {

        /// Exactly one character of this kind.
        record One(IntPredicate kind) implements Step {}

        /// Any number of characters of this kind.
        record Run(IntPredicate kind) implements Step {}

        /// Nothing, or anything up to and including a slash.
        record Directories() implements Step {}
    }

    private final List<Step> steps;

    public Glob(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    public static Step literal(int character) {
        return new Step.One(c -> c == character);
    }

    /// Whether the whole text is taken.
    public boolean matches(String text) {
        int[] characters = text.codePoints().toArray();
        return ends(characters, 0).get(characters.length);
    }

    /// Whether some text that begins with this one could be taken.
    public boolean mayMatchBeyond(String text) {
        int[] characters = text.codePoints().toArray();
        var places = new BitSet(characters.length + 1);
        places.set(0);
        for (Step step : steps) {
            if (places.get(characters.length)) return true;
            places = after(step, places, characters);
            if (places.isEmpty()) return false;
        }
        return places.get(characters.length);
    }

    /// Where the pattern can end when it starts at `from`.
    public BitSet ends(int[] text, int from) {
        var places = new BitSet(text.length + 1);
        places.set(from);
        for (Step step : steps) {
            places = after(step, places, text);
            if (places.isEmpty()) break;
        }
        return places;
    }

    private static BitSet after(Step step, BitSet places, int[] text) {
        return switch (step) {
            case Step.One(var kind) -> one(places, text, kind);
            case Step.Run(var kind) -> run(places, text, kind);
            case Step.Directories() -> directories(places, text);
        };
    }

    /// For each place to start at, the last place the pattern can end at, or -1.
    public int[] longestEnds(int[] text) {
        int[] ends = IntStream.rangeClosed(0, text.length).toArray();
        for (Step step : steps.reversed()) {
            int[] next = ends;
            ends = new int[text.length + 1];
            int below = -1;
            for (int at = text.length; at >= 0; at--) {
                boolean inside = at < text.length;
                ends[at] = switch (step) {
                    case Step.One(var kind) -> inside && kind.test(text[at]) ? next[at + 1] : -1;
                    case Step.Run(var kind) -> Math.max(next[at], inside && kind.test(text[at]) ? ends[at + 1] : -1);
                    case Step.Directories() -> {
                        if (inside && text[at] == '/') below = Math.max(below, next[at + 1]);
                        yield Math.max(next[at], below);
                    }
                };
            }
        }
        return ends;
    }

    /// The pattern for texts read from their end.
    public Glob reversed() {
        var backwards = new ArrayList<>(steps);
        Collections.reverse(backwards);
        return new Glob(backwards);
    }

    private static BitSet one(BitSet places, int[] text, IntPredicate kind) {
        var next = new BitSet(text.length + 1);
        for (int at = places.nextSetBit(0); at >= 0 && at < text.length; at = places.nextSetBit(at + 1)) {
            if (kind.test(text[at])) next.set(at + 1);
        }
        return next;
    }

    private static BitSet run(BitSet places, int[] text, IntPredicate kind) {
        var next = new BitSet(text.length + 1);
        next.or(places);
        for (int at = places.nextSetBit(0); at < text.length; at++) {
            if (next.get(at) && kind.test(text[at])) next.set(at + 1);
        }
        return next;
    }

    private static BitSet directories(BitSet places, int[] text) {
        var next = new BitSet(text.length + 1);
        next.or(places);
        for (int at = places.nextSetBit(0); at < text.length; at++) {
            if (text[at] == '/') next.set(at + 1);
        }
        return next;
    }
}
