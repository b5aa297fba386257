package slipway.cli.progress;

import java.io.PrintStream;
import java.util.List;
import slipway.build.Progress.Step;

/// The last output of a step that failed, once more, next to the error that follows.
final class FailedStep {
    private static final int LINES = 20;

    private FailedStep() {}

    static void print(PrintStream out, Step step, StepOutput output) {
        List<String> lines = output.last(LINES);
        if (lines.isEmpty()) return;
        out.print("------\n > " + StepOutput.clean(step.name()) + ":\n");
        lines.forEach(line -> out.print(line + "\n"));
        out.print("------\n");
        if (lines.size() == LINES) out.print("(the last " + LINES + " lines; slipway logs shows all)\n");
    }
}
