package slipway.check.view;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Mount;
import slipway.dockerfile.Stage;
import slipway.dockerfile.Word;

/// Which stages a stage needs: the one it begins with, and those it takes files from.
final class Reach {

    private final Dockerfile file;
    private final List<FromView> froms;
    private final Map<String, TreeMap<Integer, Stage>> byName = new HashMap<>();

    /// @param froms those of all stages
    Reach(Dockerfile file, List<FromView> froms) {
        this.file = file;
        this.froms = froms;
        for (Stage stage : file.stages()) {
            stage.name().ifPresent(name -> byName.computeIfAbsent(name, _ -> new TreeMap<>()).put(stage.index(), stage));
        }
    }

    /// The indices of the stages to look into, in order.
    List<Integer> of(Stage target, Given given) {
        if (given.stages() == Given.Stages.ALL && given.target().isEmpty()) {
            return IntStream.range(0, file.stages().size()).boxed().toList();
        }
        var needed = new BitSet();
        needed.set(target.index());
        for (int index = target.index(); index >= 0; index--) {
            if (needed.get(index)) needs(file.stages().get(index)).forEach(stage -> needed.set(stage.index()));
        }
        return needed.stream().boxed().toList();
    }

    /// The stages that one needs itself, the one it begins with first; some may be there twice.
    private Stream<Stage> needs(Stage stage) {
        return Stream.concat(earlier(froms.get(stage.index()).image().text(), stage).stream(), sources(stage));
    }

    /// The stages that one takes files from; some may be there twice.
    Stream<Stage> sources(Stage stage) {
        return stage.instructions().stream().flatMap(Reach::names)
                .flatMap(name -> earlier(name, stage).or(() -> numbered(name, stage)).stream());
    }

    private static Stream<String> names(Instruction instruction) {
        if (instruction instanceof Instruction.Copy copy) return copy.from().stream().map(Word::text);
        return instruction instanceof Instruction.Run run ? run.mounts().stream().flatMap(Reach::source) : Stream.empty();
    }

    private static Stream<String> source(Mount mount) {
        return mount.value("from").stream().map(Word::text);
    }

    /// The last stage of this name before another one.
    Optional<Stage> earlier(String name, Stage before) {
        return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)))
                .flatMap(stages -> Optional.ofNullable(stages.lowerEntry(before.index())))
                .map(Map.Entry::getValue);
    }

    private Optional<Stage> numbered(String name, Stage before) {
        if (!name.matches("\\d{1,6}")) return Optional.empty();
        int index = Integer.parseInt(name);
        return index < before.index() ? Optional.of(file.stages().get(index)) : Optional.empty();
    }
}
