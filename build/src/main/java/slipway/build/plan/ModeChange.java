package slipway.build.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// What `--chmod` does to the permission bits of what is copied: sets them all (`0755`), or changes some (`u=rwX,go=rX`).
///
/// Symbolic changes are those of chmod(1), with BuildKit's reading of what chmod leaves open: no umask takes part; `X` looks
/// at the bits from before all changes; `=` takes set-id bits away but never the sticky bit, and leaves set-id bits alone if
/// it copies (`g=u`); several letters to copy from are copied one after the other; `t` is the user's and the group's; and
/// `t` without letters in front makes a change one of the sticky bit alone.
public sealed interface ModeChange {

    /// The bits that directories made on the way to the target have if nobody says otherwise.
    int NEW_DIRECTORY = 0755;

    int PERMISSIONS = 0777;
    int MAX = 07777;

    /// The bits after the change.
    ///
    /// @param mode the twelve bits before
    /// @param directory whether they are those of a directory, which `X` wants to know
    int apply(int mode, Of directory);

    /// The bits of a directory that is made on the way to the target: set-id and sticky bits are for what is copied, and
    /// what has no mode yet is not changed.
    int newDirectory();

    /// Whose bits they are.
    enum Of {
        DIRECTORY,
        OTHER
    }

    /// Reads the value of `--chmod`.
    ///
    /// @throws SlipwayException.BadInput when it is none; without a place, which the caller knows
    static ModeChange parse(String text) {
        if (!text.isEmpty() && Character.isDigit(text.charAt(0))) return new Octal(octal(text));
        var clauses = new ArrayList<Clause>();
        for (String clause : text.split(",", -1)) clauses.add(clause(clause, text));
        return new Symbolic(clauses);
    }

    private static int octal(String text) {
        if (!text.matches("[0-7]{1,16}") || Long.parseLong(text, 8) > MAX) {
            throw new SlipwayException.BadInput(Problem.of("invalid chmod parameter: '" + text
                    + "'. it should be octal string and between 0 and 07777"));
        }
        return Integer.parseInt(text, 8);
    }

    private static Clause clause(String clause, String text) {
        Matcher parts = Symbolic.CLAUSE.matcher(clause);
        if (!parts.matches()) {
            throw new SlipwayException.BadInput(Problem.of("invalid chmod parameter: '" + text + "'")
                    .hint("write it in octal (0755), or as chmod does: u=rwX,go=rX or +x"));
        }
        var actions = new ArrayList<Action>();
        Matcher action = Symbolic.ACTION.matcher(parts.group("actions"));
        while (action.find()) actions.addAll(actions(action.group().charAt(0), action.group().substring(1)));
        return new Clause(parts.group("who"), actions);
    }

    /// Letters to copy from are an action each; an `X` behind them adds to what they copied.
    private static List<Action> actions(char operator, String permissions) {
        var actions = new ArrayList<Action>();
        Matcher part = Symbolic.PART.matcher(permissions);
        while (part.find()) {
            boolean adds = !actions.isEmpty() && operator == '=' && part.group().equals("X");
            actions.add(new Action(adds ? '+' : operator, part.group()));
        }
        return actions.isEmpty() ? List.of(new Action(operator, "")) : actions;
    }

    /// All twelve bits at once.
    record Octal(int bits) implements ModeChange {

        @Override
        public int apply(int mode, Of directory) {
            return bits;
        }

        @Override
        public int newDirectory() {
            return bits & PERMISSIONS;
        }
    }

    /// Changes, one after the other.
    record Symbolic(List<Clause> clauses) implements ModeChange {

        private static final Pattern CLAUSE = Pattern.compile("(?<who>[ugoa]*)(?<actions>([-+=][rwxXstugo]*+){1,64})");
        private static final Pattern ACTION = Pattern.compile("[-+=][^-+=]*");
        private static final Pattern PART = Pattern.compile("[ugo]|[rwxXst]+");

        public Symbolic {
            clauses = List.copyOf(clauses);
        }

        @Override
        public int apply(int mode, Of directory) {
            boolean executable = directory == Of.DIRECTORY || (mode & 0111) != 0;
            int changed = mode;
            for (Clause clause : clauses) changed = clause.apply(changed, executable);
            return changed;
        }

        @Override
        public int newDirectory() {
            return NEW_DIRECTORY;
        }
    }

    /// `ug+x-w`: for whom, and what.
    record Clause(String who, List<Action> actions) {
        public Clause {
            actions = List.copyOf(actions);
        }

        private int apply(int mode, boolean executable) {
            int changed = mode;
            for (Action action : actions) changed = action.apply(changed, who, executable);
            return changed;
        }
    }

    /// `+rw`, `=u`.
    record Action(char operator, String permissions) {

        private static final int STICKY = 01000;

        private int apply(int mode, String who, boolean executable) {
            if (who.isEmpty() && has('t')) return operator == '-' ? mode & ~STICKY : mode | STICKY;
            int changed = mode;
            for (int shift = 6; shift >= 0; shift -= 3) {
                char name = "ogu".charAt(shift / 3);
                boolean isMeant = who.isEmpty() || who.indexOf(name) >= 0 || who.indexOf('a') >= 0;
                if (isMeant) changed = apply(changed, mode, shift, executable);
            }
            return changed;
        }

        /// @param shift where the bits of the user, the group or the others are
        private int apply(int mode, int before, int shift, boolean executable) {
            int setId = switch (shift) {
                case 6 -> 04000;
                case 3 -> 02000;
                default -> 0;
            };
            boolean copies = !permissions.isEmpty() && "ugo".indexOf(permissions.charAt(0)) >= 0;
            int bits = copies ? before >>> "ogu".indexOf(permissions.charAt(0)) * 3 & 7 : permissions(executable);
            int all = bits << shift | (has('s') ? setId : 0) | (has('t') && shift > 0 ? STICKY : 0);
            return switch (operator) {
                case '+' -> mode | all;
                case '-' -> mode & ~all;
                default -> mode & ~(7 << shift | (copies ? 0 : setId)) | all;
            };
        }

        private int permissions(boolean executable) {
            return (has('r') ? 4 : 0) | (has('w') ? 2 : 0) | (has('x') || has('X') && executable ? 1 : 0);
        }

        private boolean has(char permission) {
            return permissions.indexOf(permission) >= 0;
        }
    }
}
