package slipway.build.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import slipway.diagnostics.SlipwayException;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Word;

/// `ENV --unset` and its kin: forgets what the image says so far.
final class UnsetPlanner {

    private UnsetPlanner() {}

    static void plan(Instruction.Unset unset, StageState state) {
        List<String> names = unset.names().stream().flatMap(word -> names(unset.setting(), word, state)).toList();
        switch (unset.setting()) {
            case ENV -> forget(names, state.environment.keySet()).forEach(state.variables::remove);
            case LABEL -> forget(names, state.labels.keySet());
            case EXPOSE -> forget(names, state.exposedPorts);
            case VOLUME -> forget(names, state.volumes);
            case USER -> state.user = "";
            case STOPSIGNAL -> state.stopSignal = Optional.empty();
            case HEALTHCHECK -> state.healthProbe = Optional.empty();
            case SHELL -> state.shell = Optional.empty();
        }
        state.remember(Stream.concat(Stream.of(unset.setting() + " --unset"), names.stream())
                .collect(Collectors.joining(" ")));
    }

    /// Removes what one of the names matches; a name that matches nothing is no mistake, for bases change.
    private static List<String> forget(List<String> names, Collection<String> known) {
        var forgotten = new ArrayList<String>();
        for (String name : names) {
            Pattern pattern = pattern(name);
            known.stream().filter(key -> pattern.matcher(key).matches()).forEach(forgotten::add);
        }
        known.removeAll(forgotten);
        return forgotten;
    }

    private static Pattern pattern(String name) {
        return Pattern.compile(Stream.of(name.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }

    private static Stream<String> names(Instruction.Setting setting, Word word, StageState state) {
        String text = state.text(word);
        if (setting != Instruction.Setting.EXPOSE || text.indexOf('*') >= 0) return Stream.of(text);
        try {
            return PortSpec.parse(text).stream();
        } catch (SlipwayException.BadInput e) {
            throw e.in(state.location(word.span()));
        }
    }
}
