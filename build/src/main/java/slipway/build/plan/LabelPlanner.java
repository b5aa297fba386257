package slipway.build.plan;

import slipway.dockerfile.Instruction;

/// `LABEL`: what the image says about itself.
final class LabelPlanner {

    private LabelPlanner() {}

    static void plan(Instruction.Label label, StageState state) {
        var history = new StringBuilder("LABEL");
        label.pairs().forEach(pair -> {
            String key = state.text(pair.key());
            String value = state.text(pair.value());
            state.labels.put(key, value);
            history.append(' ').append(key).append('=').append(value);
        });
        state.remember(history.toString());
    }
}
