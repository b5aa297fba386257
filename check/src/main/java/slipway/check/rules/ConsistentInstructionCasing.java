package slipway.check.rules;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import slipway.check.Edit;
import slipway.check.Finding;
import slipway.check.Fix;
import slipway.check.Rule;
import slipway.check.RuleInfo;
import slipway.check.view.View;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Word;

/// An instruction's name in another case than most of the file's.
///
/// `ARG`s before the first stage neither count nor are reported.
public final class ConsistentInstructionCasing implements Rule {

    private static final RuleInfo INFO = RuleInfo.buildCheck("ConsistentInstructionCasing",
            "All commands within the Dockerfile should use the same casing (either upper or lower)",
            RuleInfo.Tag.READABILITY);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(View view, Consumer<Finding> report) {
        List<Instruction> instructions = view.file().stages().stream()
                .flatMap(stage -> Stream.concat(Stream.of(stage.from()), stage.instructions().stream()))
                .toList();
        boolean lower = count(instructions, Casing.LOWER) > count(instructions, Casing.UPPER);
        Casing majority = lower ? Casing.LOWER : Casing.UPPER;
        for (Instruction instruction : instructions) {
            Word keyword = instruction.keyword();
            String right = majority.apply(keyword.text());
            if (keyword.text().equals(right)) continue;
            String message = "Command '" + keyword + "' should match the case of the command majority ("
                    + (lower ? "lowercase" : "uppercase") + ")";
            var finding = new Finding(INFO, message, keyword.span(), instruction.span());
            boolean whole = keyword.span().length() == keyword.text().length();
            report.accept(whole ? finding.repairedBy(Fix.safe("Write " + right, new Edit(keyword.span(), right))) : finding);
        }
    }

    private static long count(List<Instruction> instructions, Casing casing) {
        return instructions.stream().filter(instruction -> Casing.of(instruction.keyword().text()) == casing).count();
    }
}
