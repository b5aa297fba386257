package slipway.cli.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import slipway.cli.template.Template;
import slipway.image.json.Json;

/// Rows of facts, printed as `--format` says: as a table, as JSON objects one a line, or by a template.
///
/// @param columns the columns of the table: a field, and its heading
/// @param headings of all fields that a template may use
public record Listing(List<String> columns, SequencedMap<String, String> headings) {
    private static final int GAP = 3;
    private static final int NARROWEST = 10;

    public Listing {
        columns = List.copyOf(columns);
        headings = new LinkedHashMap<>(headings);
    }

    /// @param format empty or `table`, `json`, `table` and a template, or a template
    public void print(List<Json.Obj> rows, String format, Consumer<String> lines) {
        if (format.isEmpty() || format.equals("table")) {
            table(rows, row -> columns.stream().map(column -> row.string(column).orElse("")).toList(), lines);
        } else if (format.equals("json")) {
            rows.forEach(row -> lines.accept(row.toText()));
        } else if (format.startsWith("table ")) {
            Template template = Template.parse(unescaped(format.substring("table ".length()).strip()));
            table(rows, row -> List.of(template.apply(row).split("\t", -1)), lines);
        } else {
            Template template = Template.parse(unescaped(format));
            rows.forEach(row -> lines.accept(template.apply(row)));
        }
    }

    /// A shell does not make a tab of `\t`, and nobody wants to see it.
    private static String unescaped(String format) {
        return format.replace("\\t", "\t").replace("\\n", "\n");
    }

    private void table(List<Json.Obj> rows, Function<Json.Obj, List<String>> cellsOf, Consumer<String> lines) {
        var cells = new ArrayList<List<String>>();
        cells.add(cellsOf.apply(Json.strings(headings)));
        rows.forEach(row -> cells.add(cellsOf.apply(row)));
        var widths = new ArrayList<Integer>();
        for (List<String> row : cells) {
            for (int i = 0; i < row.size() - 1; i++) {
                if (i == widths.size()) widths.add(NARROWEST);
                widths.set(i, Math.max(widths.get(i), columns(row.get(i)) + GAP));
            }
        }
        cells.forEach(row -> lines.accept(line(row, widths)));
    }

    private static String line(List<String> row, List<Integer> widths) {
        var line = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i));
            if (i < row.size() - 1) line.append(" ".repeat(widths.get(i) - columns(row.get(i))));
        }
        return line.toString();
    }

    private static int columns(String text) {
        return text.codePointCount(0, text.length());
    }
}
