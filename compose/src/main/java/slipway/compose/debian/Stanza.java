package slipway.compose.debian;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// A paragraph of `Field: value` lines. `deb822(5)`.
///
/// Field names are kept in lower case. The lines of a value are joined by `\n`, each without its leading blank.
public record Stanza(SequencedMap<String, String> fields) {

    public Stanza {
        fields = Collections.unmodifiableSequencedMap(fields);
    }

    public Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name.toLowerCase(Locale.ROOT)));
    }

    /// The value of a field, or the empty text.
    public String text(String name) {
        return field(name).orElse("");
    }

    /// All paragraphs of a text.
    public static List<Stanza> parse(String text) {
        var stanzas = new ArrayList<Stanza>();
        try {
            read(new BufferedReader(new StringReader(text)), stanzas::add);
        } catch (IOException e) {
            throw new IllegalStateException("reading a string cannot fail", e);
        }
        return stanzas;
    }

    /// Reads paragraphs one by one. Lines that begin with `#` are comments; lines that are nothing else are skipped.
    public static void read(BufferedReader lines, Consumer<Stanza> each) throws IOException {
        var fields = new LinkedHashMap<String, String>();
        var value = new StringBuilder();
        String name = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("#")) continue;
            if (line.isBlank()) {
                if (!name.isEmpty()) fields.put(name, value.toString());
                name = "";
                if (!fields.isEmpty()) each.accept(new Stanza(fields));
                fields = new LinkedHashMap<>();
            } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                value.append('\n').append(line, 1, line.length());
            } else {
                if (!name.isEmpty()) fields.put(name, value.toString());
                int colon = line.indexOf(':');
                name = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
                value.setLength(0);
                value.append(line.substring(colon + 1).strip());
            }
        }
        if (!name.isEmpty()) fields.put(name, value.toString());
        if (!fields.isEmpty()) each.accept(new Stanza(fields));
    }
}
