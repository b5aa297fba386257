package slipway.cli.spec;

import java.util.List;

/// An option of a command.
///
/// @param names as typed, the short one first: `-f`, `--file`
/// @param label what stands for its value in help; empty for a switch
/// @param values what its value can be, for completion and for checking
/// @param help what it does, in a sentence or two
public record Option(List<String> names, Takes takes, String label, Candidates values, String help) {

    /// How often an option may be given, and with what.
    public enum Takes {
        /// No value: it is given or it is not.
        NOTHING,
        /// One value, once.
        ONE,
        /// One value each time, as often as one likes.
        SEVERAL,
        /// A value after `=`, or none.
        PERHAPS_ONE
    }

    public Option {
        names = List.copyOf(names);
        if (names.isEmpty()) throw new IllegalArgumentException("an option has a name");
    }

    /// A switch. Names are written as in help: `-q, --quiet`.
    public static Option flag(String names, String help) {
        return new Option(split(names), Takes.NOTHING, "", Candidates.ANYTHING, help);
    }

    /// An option with a value: `-f, --file PATH`.
    public static Option value(String namesAndLabel, String help) {
        return labelled(namesAndLabel, Takes.ONE, help);
    }

    /// An option that may be repeated: `-t, --tag NAME`.
    public static Option values(String namesAndLabel, String help) {
        return labelled(namesAndLabel, Takes.SEVERAL, help);
    }

    /// An option whose value may be left out: `--pull[=POLICY]` is written `--pull POLICY` here.
    public static Option optional(String namesAndLabel, String help) {
        return labelled(namesAndLabel, Takes.PERHAPS_ONE, help);
    }

    private static Option labelled(String text, Takes takes, String help) {
        int space = text.lastIndexOf(' ');
        return new Option(split(text.substring(0, space)), takes, text.substring(space + 1), Candidates.ANYTHING, help);
    }

    private static List<String> split(String names) {
        return List.of(names.split(", "));
    }

    /// The same option, with only these values allowed.
    public Option among(String... words) {
        return completing(new Candidates.Words(List.of(words)));
    }

    /// The same option, with its values completed like this.
    public Option completing(Candidates candidates) {
        return new Option(names, takes, label, candidates, help);
    }

    /// The long name, which messages use.
    public String name() {
        return names.getLast();
    }

    /// Whether a value must follow.
    public boolean needsValue() {
        return takes == Takes.ONE || takes == Takes.SEVERAL;
    }

    /// The name with what follows it, as shown in help: `-f, --file PATH`, `--pull[=POLICY]`.
    public String signature() {
        String joined = String.join(", ", names);
        if (names.size() == 1 && joined.startsWith("--")) joined = "    " + joined;
        return switch (takes) {
            case NOTHING -> joined;
            case ONE, SEVERAL -> joined + " " + label;
            case PERHAPS_ONE -> joined + "[=" + label + "]";
        };
    }
}
