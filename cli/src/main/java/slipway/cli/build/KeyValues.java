package slipway.cli.build;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// The value of an option that has parts: `type=oci,dest=image.tar`. A part with a comma stands in double quotes, as a field
/// of a CSV file does (RFC 4180).
final class KeyValues {

    private KeyValues() {}

    /// The parts in order; keys in lower case, a part without `=` has an empty value.
    static SequencedMap<String, String> parse(String option, String text) {
        var values = new LinkedHashMap<String, String>();
        for (String field : fields(option, text)) {
            int equals = field.indexOf('=');
            String key = (equals < 0 ? field : field.substring(0, equals)).toLowerCase(java.util.Locale.ROOT).strip();
            if (values.put(key, equals < 0 ? "" : field.substring(equals + 1)) != null) {
                throw new SlipwayException.Usage(Problem.of(option + " has " + key + " twice: " + text));
            }
        }
        return values;
    }

    private static List<String> fields(String option, String text) {
        var fields = new ArrayList<String>();
        var field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        if (quoted) throw new SlipwayException.Usage(Problem.of(option + " has a quote without its end: " + text));
        fields.add(field.toString());
        return fields;
    }
}
