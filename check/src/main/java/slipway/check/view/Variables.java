package slipway.check.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/// What variables hold at one place of a Dockerfile.
///
/// All places of a stage share one log of what was set; a place is how far the log counts. So there may be as many places as
/// there are instructions.
public final class Variables {

    /// Whether all variables are known.
    public enum Knowledge {
        COMPLETE,
        /// A base image, of which nothing is known, may set more.
        PARTIAL
    }

    private final Log log;
    private final int settings;

    private Variables(Log log, int settings) {
        this.log = log;
        this.settings = settings;
    }

    /// The value here; empty for a variable that is not set.
    public Optional<String> value(String name) {
        int until = settings;
        for (Log at = log; ; ) {
            Optional<String> value = at.value(name, until);
            if (value.isPresent() || at.parent.isEmpty()) return value;
            until = at.parent.get().settings;
            at = at.parent.get().log;
        }
    }

    /// Whether an `ARG` above names it, with a value or without.
    public boolean isDeclared(String name) {
        int until = settings;
        for (Log at = log; ; ) {
            int line = at.declared.getOrDefault(name, Integer.MAX_VALUE);
            if (line < until) return true;
            if (at.parent.isEmpty()) return false;
            until = at.parent.get().settings;
            at = at.parent.get().log;
        }
    }

    /// The names of all variables that are set, in the order in which they were first set.
    public SequencedSet<String> names() {
        var logs = new ArrayList<Variables>();
        for (Optional<Variables> at = Optional.of(this); at.isPresent(); at = at.get().log.parent) logs.add(at.get());
        var names = new LinkedHashSet<String>();
        for (Variables part : logs.reversed()) part.log.addNames(names, part.settings);
        return names;
    }

    public Knowledge knowledge() {
        return log.knowledge;
    }

    /// What a stage, or the part before the first one, sets, line by line.
    static final class Log {
        private record Setting(int position, String value) {}

        private final Optional<Variables> parent;
        private final Knowledge knowledge;
        private final Map<String, List<Setting>> values = new HashMap<>();
        private final Map<String, Integer> declared = new HashMap<>();
        private final List<String> order = new ArrayList<>();
        private int position;

        Log(Knowledge knowledge) {
            this.parent = Optional.empty();
            this.knowledge = knowledge;
        }

        /// A log that goes on where another one ended.
        Log(Variables parent) {
            this.parent = Optional.of(parent);
            this.knowledge = parent.log.knowledge;
        }

        void set(String name, String value) {
            values.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Setting(position, value));
            order.add(name);
            position++;
        }

        void declare(String name) {
            declared.putIfAbsent(name, position++);
            order.add("");
        }

        /// What holds after all that was set so far.
        Variables here() {
            return new Variables(this, position);
        }

        private Optional<String> value(String name, int until) {
            List<Setting> settings = values.getOrDefault(name, List.of());
            int low = Collections.binarySearch(settings, new Setting(until, ""),
                    (one, other) -> Integer.compare(one.position, other.position));
            int last = (low < 0 ? -low - 1 : low) - 1;
            return last < 0 ? Optional.empty() : Optional.of(settings.get(last).value);
        }

        private void addNames(SequencedSet<String> names, int until) {
            for (String name : order.subList(0, until)) {
                if (!name.isEmpty()) names.add(name);
            }
        }
    }
}
