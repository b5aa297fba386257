package slipway.compose.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import slipway.diagnostics.Location;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Suggestion;

/// A YAML value and where it stands.
public sealed interface YamlNode {

    Location location();

    /// A string, number, boolean or null: its text, and whether it was written as `null`, `~` or nothing.
    record Scalar(String text, Presence presence, Location location) implements YamlNode {

        /// Whether a scalar says something.
        public enum Presence {
            VALUE,
            NULL
        }
    }

    /// `[a, b]`, or lines that begin with `-`.
    record Sequence(List<YamlNode> items, Location location) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /// `key: value` pairs in the order they were written.
    record Mapping(List<Pair> pairs, Location location) implements YamlNode {
        public Mapping {
            pairs = List.copyOf(pairs);
        }

        /// The value of a key; absent when the key is missing or its value is null.
        public Optional<YamlNode> member(String key) {
            return pairs.stream().filter(pair -> pair.key().text().equals(key)).map(Pair::value)
                    .filter(value -> !(value instanceof Scalar scalar && scalar.presence() == Scalar.Presence.NULL))
                            .findFirst();
        }

        /// This mapping, if it has no other keys than these.
        ///
        /// @throws SlipwayException.BadInput at the first key that is not known
        public Mapping only(Collection<String> known) {
            for (Pair pair : pairs) {
                String key = pair.key().text();
                if (known.contains(key)) continue;
                String hint = Suggestion.didYouMean(key, known).orElseGet(() -> "known keys: " + String.join(", ", known));
                throw pair.key().refuse("unknown key " + key, hint);
            }
            return this;
        }

        public Optional<Scalar> scalar(String key) {
            return member(key).map(node -> node.asScalar(key));
        }

        public Optional<String> string(String key) {
            return scalar(key).map(Scalar::text);
        }

        /// The value of a key that must be there.
        public Scalar required(String key) {
            return scalar(key).orElseThrow(() -> refuse("the key " + key + " is missing"));
        }

        /// The scalars of a list, or the one scalar that stands where a list may; none when the key is missing.
        public List<Scalar> scalars(String key) {
            return member(key).map(node -> node.asScalars(key)).orElse(List.of());
        }

        /// The items of a list; none when the key is missing.
        public List<YamlNode> items(String key) {
            return member(key).map(node -> {
                if (node instanceof Sequence list) return list.items();
                throw node.refuse(key + " must be a list");
            }).orElse(List.of());
        }

        /// A mapping of strings to strings, in order; empty when the key is missing.
        public SequencedMap<String, String> strings(String key) {
            var strings = new LinkedHashMap<String, String>();
            member(key).ifPresent(node -> node.asMapping(key).pairs()
                    .forEach(pair -> strings.put(pair.key().text(), pair.value().asScalar(pair.key().text()).text())));
            return strings;
        }
    }

    /// A key and its value.
    record Pair(Scalar key, YamlNode value) {}

    /// Reads one YAML document.
    ///
    /// @throws SlipwayException.BadInput when it is not YAML, has a key twice, or is too large or too deep
    static YamlNode parse(Source source) {
        return new YamlParser(source).parse();
    }

    /// This node as a mapping; `what` names it in the error.
    default Mapping asMapping(String what) {
        if (this instanceof Mapping mapping) return mapping;
        throw refuse(what + " must be a mapping of keys to values");
    }

    default Scalar asScalar(String what) {
        if (this instanceof Scalar scalar) return scalar;
        throw refuse(what + " must be a single value");
    }

    default List<Scalar> asScalars(String what) {
        return switch (this) {
            case Scalar scalar -> List.of(scalar);
            case Sequence list -> {
                var scalars = new ArrayList<Scalar>();
                for (YamlNode item : list.items()) scalars.add(item.asScalar("an item of " + what));
                yield scalars;
            }
            case Mapping _ -> throw refuse(what + " must be a list");
        };
    }

    /// An error at this node.
    default SlipwayException.BadInput refuse(String message) {
        return new SlipwayException.BadInput(Problem.at(location().source(), location().span(), message));
    }

    default SlipwayException.BadInput refuse(String message, String hint) {
        return new SlipwayException.BadInput(Problem.at(location().source(), location().span(), message).hint(hint));
    }
}
