package slipway.check.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import slipway.check.Edit;
import slipway.check.Finding;
import slipway.check.Fix;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.View;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.dockerfile.Instruction;

/// A blank line in the middle of a continued instruction.
public final class NoEmptyContinuation implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck("NoEmptyContinuation",
            "Empty continuation lines will become errors in a future release", RuleInfo.Tag.CORRECTNESS);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /// One finding for each instruction, on its first blank line; builders tell the line where the instruction ends.
    @Override
    public void check(View view, Consumer<Finding> report) {
        for (Instruction instruction : view.file().instructions()) {
            Lines lines = lines(view.source(), instruction, view.file().escape());
            if (lines.blank.isEmpty()) continue;
            Edit[] edits = lines.blank.stream().map(line -> new Edit(wholeLine(view.source(), line), ""))
                    .toArray(Edit[]::new);
            report.accept(new Finding(INFO, "Empty continuation line", view.source().lineSpan(lines.blank.getFirst()),
                    view.source().lineSpan(lines.last)).repairedBy(Fix.safe("Remove blank lines", edits)));
        }
    }

    private record Lines(List<Integer> blank, int last) {}

    /// Goes from line to line as long as they are continued. Here-documents come after the last one.
    private static Lines lines(Source source, Instruction instruction, char escape) {
        var blank = new ArrayList<Integer>();
        int last = source.line(instruction.span().start());
        boolean continued = isContinued(source.lineText(last), escape);
        while (continued && last < source.lineCount()) {
            boolean over = last + 1 == source.lineCount() && source.lineSpan(last + 1).length() == 0;
            if (over) break;
            last++;
            String line = source.lineText(last).strip();
            if (line.isEmpty()) blank.add(last);
            else if (!line.startsWith("#")) continued = isContinued(source.lineText(last), escape);
        }
        return new Lines(blank, last);
    }

    private static boolean isContinued(String line, char escape) {
        String trimmed = line.replaceFirst("[ \\t\\r]+$", "");
        int last = trimmed.length() - 1;
        return last >= 0 && trimmed.charAt(last) == escape && (last == 0 || trimmed.charAt(last - 1) != escape);
    }

    private static Span wholeLine(Source source, int line) {
        int start = source.lineSpan(line).start();
        int end = line < source.lineCount() ? source.lineSpan(line + 1).start() : source.text().length();
        return new Span(start, end);
    }
}
