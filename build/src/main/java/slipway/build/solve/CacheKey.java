package slipway.build.solve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import slipway.image.Digest;

/// What a result may be reused by: the digest of everything that decides the result, with those inputs by name, so that it
/// can be said what differed when a step was not found.
///
/// @param digest of the inputs, in their order
/// @param inputs what decides the result
public record CacheKey(Digest digest, List<Input> inputs) {

    /// One thing that decides a result: `argument 2` is `make`, `file /src/main.c` is `0644 0:0 sha256:…`.
    public record Input(String name, String value) {}

    public CacheKey {
        inputs = List.copyOf(inputs);
    }

    public static Builder builder(String kind) {
        return new Builder(kind);
    }

    /// Collects the inputs of a key.
    public static final class Builder {
        private final List<Input> inputs = new ArrayList<>();

        /// @param kind of step, with the version of how it works: a change of either is another key
        private Builder(String kind) {
            add("kind", kind);
        }

        public Builder add(String name, String value) {
            inputs.add(new Input(name, value));
            return this;
        }

        /// Each of the values under the name and its number, and how many there are.
        public Builder addAll(String name, Collection<String> values) {
            int number = 0;
            for (String value : values) add(name + " " + ++number, value);
            return this;
        }

        /// The key of the step whose result goes in.
        public Builder add(String name, CacheKey input) {
            return add(name, input.digest().toString());
        }

        public CacheKey build() {
            var text = new StringBuilder("key.v1");
            for (Input input : inputs) {
                text.append('\n').append(input.name().length()).append(':').append(input.name())
                        .append(input.value().length()).append(':').append(input.value());
            }
            return new CacheKey(Digest.ofUtf8(text.toString()), inputs);
        }
    }
}
