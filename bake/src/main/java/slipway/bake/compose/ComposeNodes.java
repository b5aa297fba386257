package slipway.bake.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import slipway.bake.evaluate.FunctionFailed;
import slipway.compose.yaml.YamlNode;
import slipway.diagnostics.Location;
import slipway.diagnostics.Problem;

/// Reads values from nodes of a compose file: with `<<` merged and variables filled in.
final class ComposeNodes {

    private static final String MERGE = "<<";

    private final Map<String, String> variables;
    private final List<Problem> warnings;

    ComposeNodes(Map<String, String> variables, List<Problem> warnings) {
        this.variables = variables;
        this.warnings = warnings;
    }

    /// A mapping with what `<<` brings into it; own keys count before those.
    YamlNode.Mapping merged(YamlNode.Mapping mapping) {
        if (mapping.member(MERGE).isEmpty()) return mapping;
        SequencedMap<String, YamlNode.Pair> pairs = new LinkedHashMap<>();
        YamlNode merge = mapping.member(MERGE).get();
        List<YamlNode> sources = merge instanceof YamlNode.Sequence(var items, var _) ? items : List.of(merge);
        for (YamlNode.Pair pair : mapping.pairs()) if (!pair.key().text().equals(MERGE)) pairs.put(pair.key().text(), pair);
        for (YamlNode source : sources) {
            for (YamlNode.Pair pair : merged(source.asMapping("what << brings in")).pairs()) {
                pairs.putIfAbsent(pair.key().text(), pair);
            }
        }
        return new YamlNode.Mapping(List.copyOf(pairs.values()), mapping.location());
    }

    YamlNode.Mapping mapping(YamlNode node, String what) {
        return merged(node.asMapping(what));
    }

    Optional<String> text(YamlNode.Mapping mapping, String key) {
        return mapping.member(key).map(node -> text(node, key));
    }

    String text(YamlNode node, String what) {
        YamlNode.Scalar scalar = node.asScalar(what);
        try {
            String filled = Interpolation.fill(scalar.text(), variables, name -> warn(scalar.location(), name));
            return ComposeText.of(scalar, filled);
        } catch (Interpolation.Invalid e) {
            throw scalar.refuse(e.getMessage());
        }
    }

    private void warn(Location place, String name) {
        warnings.add(Problem.at(place.source(), place.span(), "the variable " + name + " is not set, nothing is put here"));
    }

    List<String> texts(YamlNode node, String what) {
        if (node instanceof YamlNode.Sequence(var items, var _)) {
            return items.stream().map(item -> text(item, "an item of " + what)).toList();
        }
        return List.of(text(node, what));
    }

    /// A name, what it stands for, and where; without a value where there is only a name.
    record Pair(String name, Optional<String> value, Location place) {}

    /// Pairs that are written as a mapping, or as a list of `name=value`.
    ///
    /// @param separators what may stand between name and value in a list
    List<Pair> pairs(YamlNode node, String what, String separators) {
        var pairs = new ArrayList<Pair>();
        if (node instanceof YamlNode.Sequence(var items, var _)) {
            for (YamlNode item : items) {
                String text = text(item, "an item of " + what);
                int at = indexOf(text, separators);
                pairs.add(at < 0 ? new Pair(text, Optional.empty(), item.location())
                        : new Pair(text.substring(0, at), Optional.of(text.substring(at + 1)), item.location()));
            }
            return pairs;
        }
        for (YamlNode.Pair pair : mapping(node, what).pairs()) {
            for (Optional<String> value : values(pair)) pairs.add(new Pair(pair.key().text(), value, pair.key().location()));
        }
        return pairs;
    }

    private List<Optional<String>> values(YamlNode.Pair pair) {
        if (isNull(pair.value())) return List.of(Optional.empty());
        if (pair.value() instanceof YamlNode.Sequence) {
            return texts(pair.value(), pair.key().text()).stream().map(Optional::of).toList();
        }
        return List.of(Optional.of(text(pair.value(), pair.key().text())));
    }

    static boolean isNull(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && scalar.presence() == YamlNode.Scalar.Presence.NULL;
    }

    private static int indexOf(String text, String separators) {
        for (int i = 0; i < text.length(); i++) if (separators.indexOf(text.charAt(i)) >= 0) return i;
        return -1;
    }

    boolean flag(YamlNode node, String what) {
        return switch (text(node, what)) {
            case "true", "True", "TRUE", "1" -> true;
            case "false", "False", "FALSE", "0", "" -> false;
            default -> throw node.refuse(what + " is true or false");
        };
    }

    /// Does something with what stands at a node, and puts failures there.
    static <T> T placed(YamlNode node, java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (FunctionFailed e) {
            throw node.refuse(e.getMessage());
        }
    }
}
