package slipway.check.outline;

import java.util.List;

/// Rows with their cells one below the other.
final class TextTable {

    private TextTable() {}

    /// All cells but the last of a row are as wide as the widest of their column, and `gap` spaces more.
    static String of(List<List<String>> rows, int gap) {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) widths[i] = Math.max(widths[i], width(row.get(i)) + gap);
        }
        var out = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < columns - 1; i++) {
                out.append(row.get(i)).append(" ".repeat(widths[i] - width(row.get(i))));
            }
            out.append(row.getLast()).append('\n');
        }
        return out.toString();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
