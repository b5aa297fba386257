package slipway.cli.spec;

import java.util.List;

/// What a value or operand can be: what completion offers for it.
public sealed interface Candidates {

    Candidates ANYTHING = new Anything();
    Candidates FILES = new Files();
    Candidates DIRECTORIES = new Directories();
    Candidates IMAGES = new Images();

    /// Text of the user's own.
    record Anything() implements Candidates {}

    /// One of these words, and nothing else.
    record Words(List<String> words) implements Candidates {
        public Words {
            words = List.copyOf(words);
        }
    }

    /// A path of a file.
    record Files() implements Candidates {}

    /// A path of a directory.
    record Directories() implements Candidates {}

    /// The name of an image in the store.
    record Images() implements Candidates {}
}
