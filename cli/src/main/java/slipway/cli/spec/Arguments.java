package slipway.cli.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The arguments of one use of a command, read: which options were given, and the operands.
public final class Arguments {
    private final Map<Option, List<String>> options;
    private final List<String> operands;

    Arguments(Map<Option, List<String>> options, List<String> operands) {
        this.options = new LinkedHashMap<>(options);
        this.operands = List.copyOf(operands);
    }

    public boolean has(Option option) {
        return options.containsKey(option);
    }

    /// The value of an option that takes one; absent when the option, or its value, was left out.
    public Optional<String> value(Option option) {
        return values(option).stream().findFirst();
    }

    /// The values of an option, in the order they were given.
    public List<String> values(Option option) {
        return options.getOrDefault(option, List.of());
    }

    public List<String> operands() {
        return operands;
    }

    public String operand(int index) {
        return operands.get(index);
    }
}
