package slipway.cli.bake;

import java.util.ArrayList;
import java.util.List;

/// A table whose columns stand at tab stops, as Docker's tools print theirs.
final class Tabs {

    private static final int STOP = 8;

    private final List<List<String>> rows = new ArrayList<>();

    Tabs(String... header) {
        row(header);
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /// The last cell of a row is as wide as it is; all others are filled up with tabs.
    @Override
    public String toString() {
        var out = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size() - 1; i++) {
                int stops = stops(width(i) + 1);
                String cell = row.get(i);
                out.append(cell).repeat("\t", stops - cell.codePointCount(0, cell.length()) / STOP);
            }
            out.append(row.getLast()).append('\n');
        }
        return out.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).codePointCount(0, row.get(column).length())).max().orElse(0);
    }

    private static int stops(int width) {
        return (width + STOP - 1) / STOP;
    }
}
