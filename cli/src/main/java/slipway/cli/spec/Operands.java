package slipway.cli.spec;

/// What a command takes besides options.
///
/// @param least how many there must be
/// @param most how many there may be
/// @param label how usage shows them: `SOURCE TARGET`, `IMAGE...`
/// @param values what each can be
public record Operands(int least, int most, String label, Candidates values) {

    public static Operands none() {
        return new Operands(0, 0, "", Candidates.ANYTHING);
    }

    public static Operands exactly(int count, String label, Candidates values) {
        return new Operands(count, count, label, values);
    }

    public static Operands atMost(int count, String label, Candidates values) {
        return new Operands(0, count, label, values);
    }

    public static Operands atLeast(int count, String label, Candidates values) {
        return new Operands(count, Integer.MAX_VALUE, label, values);
    }
}
