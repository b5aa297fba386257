package slipway.cli.help;

import java.util.ArrayList;
import java.util.List;

/// Text broken into lines of a width.
final class Wrap {

    private Wrap() {}

    /// The words of `text` in lines of at most `width` columns; a longer word has a line of its own.
    static List<String> lines(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            if (!line.isEmpty()) line.append(' ');
            line.append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /// Paragraphs, separated by empty lines, wrapped and indented; one whose first line starts with a space is kept as it
    /// is.
    static String paragraphs(String text, int width, String indent) {
        var out = new StringBuilder();
        for (String paragraph : text.strip().split("\n\n")) {
            if (!out.isEmpty()) out.append('\n');
            List<String> lines = paragraph.startsWith(" ") ? paragraph.lines().toList()
                    : lines(paragraph, width - indent.length());
            lines.forEach(line -> out.append(indent).append(line).append('\n'));
        }
        return out.toString();
    }
}
