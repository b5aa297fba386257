package slipway.image.json;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// A JSON value (RFC 8259).
///
/// Objects keep the order of their keys. Numbers keep the text they were written with, so that nothing is lost of what
/// was received.
public sealed interface Json {

    /// `{…}`
    record Obj(SequencedMap<String, Json> members) implements Json {
        public Obj {
            members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
        }

        public Optional<Json> member(String key) {
            return Optional.ofNullable(members.get(key)).filter(value -> !(value instanceof Null));
        }

        /// The string member of that name; absent when missing, `null` or of another kind.
        public Optional<String> string(String key) {
            return member(key).flatMap(value -> value instanceof Str(var text) ? Optional.of(text) : Optional.empty());
        }

        /// The object member of that name; the empty object when missing, `null` or of another kind.
        public Obj object(String key) {
            return member(key).map(value -> value instanceof Obj object ? object : EMPTY).orElse(EMPTY);
        }

        /// The items of the array member of that name; none when missing, `null` or of another kind.
        public List<Json> array(String key) {
            return member(key).map(value -> value instanceof Arr(var items) ? items : List.<Json>of()).orElse(List.of());
        }

        /// The strings among the items of the array member of that name.
        public List<String> strings(String key) {
            return array(key).stream().flatMap(item -> item instanceof Str(var text) ? Stream.of(text) : Stream.empty())
                    .toList();
        }

        /// The whole-number member of that name, if it is one and fits.
        public Optional<Long> number(String key) {
            return member(key).flatMap(value -> value instanceof Num number ? number.asLong() : Optional.empty());
        }

        public boolean isTrue(String key) {
            return members.get(key) instanceof Bool(var value) && value;
        }

        /// The string members, in order.
        public SequencedMap<String, String> asStrings() {
            var strings = new LinkedHashMap<String, String>();
            members.forEach((key, value) -> {
                if (value instanceof Str(var text)) strings.put(key, text);
            });
            return strings;
        }

        /// This object with one member set, at its old place or at the end.
        public Obj with(String key, Json value) {
            var changed = new LinkedHashMap<>(members);
            changed.put(key, value);
            return new Obj(changed);
        }

        public Obj without(String key) {
            var changed = new LinkedHashMap<>(members);
            changed.remove(key);
            return new Obj(changed);
        }
    }

    /// `[…]`
    record Arr(List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }
    }

    /// `"…"`
    record Str(String text) implements Json {}

    /// A number, as it was written.
    record Num(String text) implements Json {
        public Optional<Long> asLong() {
            try {
                return Optional.of(Long.parseLong(text));
            } catch (NumberFormatException notWhole) {
                return Optional.empty();
            }
        }
    }

    record Bool(boolean value) implements Json {}

    record Null() implements Json {}

    Obj EMPTY = new Obj(new LinkedHashMap<>());

    static Str of(String text) {
        return new Str(text);
    }

    static Num of(long number) {
        return new Num(Long.toString(number));
    }

    static Bool of(boolean value) {
        return new Bool(value);
    }

    static Arr strings(Collection<String> texts) {
        return new Arr(texts.stream().<Json>map(Str::new).toList());
    }

    static Arr array(Collection<? extends Json> items) {
        return new Arr(List.copyOf(items));
    }

    static Obj strings(Map<String, String> texts) {
        return object().strings(texts).build();
    }

    static ObjectBuilder object() {
        return new ObjectBuilder();
    }

    /// Reads one JSON text in UTF-8.
    ///
    /// @throws InvalidJson when it is not JSON, has a key twice, or is nested too deeply
    static Json parse(byte[] utf8) {
        return JsonReader.read(utf8);
    }

    static Json parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Reads one JSON text that must be an object.
    static Obj parseObject(byte[] utf8) {
        return parse(utf8) instanceof Obj object ? object : InvalidJson.raise("expected a JSON object");
    }

    /// The canonical bytes: no white space, keys in their order, only what must be escaped is.
    default byte[] toBytes() {
        return JsonWriter.write(this);
    }

    default String toText() {
        return new String(toBytes(), StandardCharsets.UTF_8);
    }

    /// The text for people: two spaces of indentation, one member a line.
    default String toPrettyText() {
        return JsonWriter.pretty(this);
    }

    /// Collects members in the order they are to be written. What is absent or empty is left out on request.
    final class ObjectBuilder {
        private final SequencedMap<String, Json> members = new LinkedHashMap<>();

        private ObjectBuilder() {}

        public ObjectBuilder put(String key, Json value) {
            members.put(key, value);
            return this;
        }

        public ObjectBuilder put(String key, String value) {
            return put(key, new Str(value));
        }

        public ObjectBuilder put(String key, long value) {
            return put(key, of(value));
        }

        public ObjectBuilder putIfPresent(String key, Optional<String> value) {
            value.ifPresent(text -> put(key, text));
            return this;
        }

        public ObjectBuilder putUnlessEmpty(String key, String value) {
            return value.isEmpty() ? this : put(key, value);
        }

        public ObjectBuilder putUnlessEmpty(String key, Collection<String> values) {
            return values.isEmpty() ? this : put(key, Json.strings(values));
        }

        public ObjectBuilder putUnlessEmpty(String key, Map<String, String> values) {
            return values.isEmpty() ? this : put(key, Json.strings(values));
        }

        public ObjectBuilder strings(Map<String, String> values) {
            values.forEach(this::put);
            return this;
        }

        public Obj build() {
            return new Obj(members);
        }
    }
}
