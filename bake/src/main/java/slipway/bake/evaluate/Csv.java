package slipway.bake.evaluate;

import java.util.ArrayList;
import java.util.List;

/// Comma-separated values (RFC 4180).
public final class Csv {

    private final String text;
    private int at;

    private Csv(String text) {
        this.text = text;
    }

    /// All records; empty lines are none.
    ///
    /// @throws FunctionFailed when a quote is wrong
    public static List<List<String>> records(String text) {
        var csv = new Csv(text.replace("\r\n", "\n"));
        var records = new ArrayList<List<String>>();
        while (csv.at < csv.text.length()) {
            if (csv.text.charAt(csv.at) == '\n') csv.at++;
            else records.add(csv.record());
        }
        return records;
    }

    /// The fields of one record.
    public static List<String> fields(String text) {
        var csv = new Csv(text);
        List<String> fields = text.isEmpty() ? List.of("") : csv.record();
        if (csv.at < text.length()) throw new FunctionFailed("a line break where none may be: " + text);
        return fields;
    }

    private List<String> record() {
        var fields = new ArrayList<String>();
        while (true) {
            fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
            if (at >= text.length()) return fields;
            char c = text.charAt(at++);
            if (c == '\n') return fields;
            if (c != ',') throw new FunctionFailed("text after a closing quote: " + text);
        }
    }

    private String plain() {
        int start = at;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
            if (text.charAt(at) == '"') throw new FunctionFailed("a quote inside a field that does not begin with one: "
                    + text);
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        var field = new StringBuilder();
        at++;
        while (true) {
            int quote = text.indexOf('"', at);
            if (quote < 0) throw new FunctionFailed("a quote without its end: " + text);
            field.append(text, at, quote);
            at = quote + 1;
            if (at >= text.length() || text.charAt(at) != '"') return field.toString();
            field.append('"');
            at++;
        }
    }
}
