package slipway.build.plan;

import java.util.LinkedHashMap;
import slipway.dockerfile.Instruction;

/// `ENV`: variables of the image, and of the instructions after it.
final class EnvPlanner {

    private EnvPlanner() {}

    static void plan(Instruction.Env env, StageState state) {
        var values = new LinkedHashMap<String, String>();
        var history = new StringBuilder("ENV");
        env.pairs().forEach(pair -> {
            String name = state.text(pair.key());
            String value = state.text(pair.value());
            values.put(name, value);
            history.append(' ').append(name).append('=').append(value);
        });
        state.environment.putAll(values); // All at once: the words of one instruction do not see each other's values.
        values.forEach(state.variables::set);
        state.remember(history.toString());
    }
}
