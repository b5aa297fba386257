package slipway.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Lists in which facts two results differ.
///
/// @param engine whose result is right
record Comparison(String engine, ImageView theirs, ImageView ours) {

    /// One line for each difference, in the order of the facts; none when the results are alike.
    ///
    /// @param test which may say that some lines do not count
    List<String> differences(Case test) {
        var facts = new TreeSet<>(theirs.facts().keySet());
        facts.addAll(ours.facts().keySet());
        var lines = new ArrayList<String>();
        for (ImageView.Fact fact : facts) {
            boolean isAsked = !fact.attribute().equals(ImageView.TIME) || test.comparesAlso("times");
            boolean counts = isAsked && (test.reference() != Case.Reference.BUILDAH || fact.subject().startsWith("/"));
            if (counts && !isWithinMissing(fact)) compare(fact, lines);
        }
        lines.removeIf(test::ignores);
        return lines;
    }

    private void compare(ImageView.Fact fact, List<String> lines) {
        String their = theirs.facts().get(fact);
        String our = ours.facts().get(fact);
        if (their == null) lines.add("only slipway: " + fact + ": " + our);
        else if (our == null) lines.add("only " + engine + ": " + fact + ": " + their);
        else if (!their.equals(our)) {
            lines.add("differs: " + fact + "\n    %-9s %s\n    %-9s %s".formatted(engine + ":", their, "slipway:", our));
        }
    }

    /// Of a file that one of them lacks, only the kind is listed.
    private boolean isWithinMissing(ImageView.Fact fact) {
        boolean isOfFile = theirs.knows(fact.subject()) || ours.knows(fact.subject());
        return isOfFile && theirs.knows(fact.subject()) != ours.knows(fact.subject()) && !fact.attribute().equals("kind");
    }
}
