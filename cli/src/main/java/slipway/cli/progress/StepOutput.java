package slipway.cli.progress;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/// What a step's process wrote, as lines that are safe to show: no control characters, no terminal sequences, no line
/// longer than anyone reads. Of old lines only the last ones are kept.
final class StepOutput {
    private static final int LONGEST_LINE = 4096;
    private static final int KEPT_LINES = 50;

    /// CSI, OSC and two-character escape sequences. ECMA-48, 5.3 to 5.6.
    private static final Pattern SEQUENCE =
            Pattern.compile("\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|[ -/]*[0-~])");

    private final Line out = new Line();
    private final Line err = new Line();
    private final Deque<String> last = new ArrayDeque<>();

    /// A line that is not at its end yet.
    private static final class Line {
        byte[] bytes = new byte[256];
        int length;
    }

    /// Adds some bytes.
    ///
    /// @return the lines that they complete
    List<String> add(slipway.build.Progress.Channel channel, byte[] bytes, int length) {
        var completed = new ArrayList<String>();
        Line line = channel == slipway.build.Progress.Channel.OUT ? out : err;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n' || line.length == LONGEST_LINE) completed.add(take(line));
            if (bytes[i] != '\n') append(line, bytes[i]);
        }
        return completed;
    }

    /// What was written without a line break at the end.
    List<String> finish() {
        var rest = new ArrayList<String>();
        if (out.length > 0) rest.add(take(out));
        if (err.length > 0) rest.add(take(err));
        return rest;
    }

    private static void append(Line line, byte value) {
        if (line.length == line.bytes.length) line.bytes = Arrays.copyOf(line.bytes, line.length * 2);
        line.bytes[line.length++] = value;
    }

    private String take(Line line) {
        String text = clean(new String(line.bytes, 0, line.length, StandardCharsets.UTF_8));
        line.length = 0;
        if (last.size() == KEPT_LINES) last.removeFirst();
        last.addLast(text);
        return text;
    }

    /// The last lines, at most so many.
    List<String> last(int count) {
        return last.stream().skip(Math.max(0, last.size() - count)).toList();
    }

    /// A line as a terminal would show it: what follows the last carriage return, without what only a terminal obeys.
    static String clean(String line) {
        String text = SEQUENCE.matcher(line).replaceAll("");
        text = text.replaceAll("\r+$", "");
        text = text.substring(text.lastIndexOf('\r') + 1);
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\t') {
                shown.append(" ".repeat(8 - shown.length() % 8));
            } else if (!Character.isISOControl(c) && Character.getType(c) != Character.FORMAT) {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }
}
