package slipway.cli.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.build.Progress.Step;
import slipway.build.Progress.TransferKind;
import slipway.cli.view.Size;
import slipway.diagnostics.ProblemPrinter.Colour;
import slipway.image.Digest;

/// The picture of a build: its steps with their states, as lines that fit a window. BuildKit's picture, in short.
///
/// ```
/// [+] Building 3.2s (2/4)
///  => CACHED [1/3] FROM alpine                                    0.0s
///  => [2/3] RUN make                                              2.9s
///  => => # cc -c a.c
///  => [internal] load build context                               0.4s
///  => => transferring context [=====>     ] 1.20 MB / 2.40 MB     0.4s
/// ```
final class Board {
    private static final int LOG_LINES = 6;
    private static final int BAR = 20;

    private final String title;
    private final Colour colour;
    private final Map<Digest, Work> works = new LinkedHashMap<>();
    private Optional<Instant> began = Optional.empty();

    /// How a step stands.
    enum State {
        PLANNED,
        RUNNING,
        CACHED,
        DONE,
        FAILED,
        CANCELLED
    }

    /// A step and what is known of it.
    static final class Work {
        final Step step;
        final StepOutput output = new StepOutput();
        final Map<String, Transfer> transfers = new LinkedHashMap<>();
        State state = State.PLANNED;
        Instant started = Instant.MIN;
        Instant ended = Instant.MIN;

        Work(Step step) {
            this.step = step;
        }

        boolean isShown() {
            return state != State.PLANNED;
        }

        Duration elapsed(Instant now) {
            if (started.equals(Instant.MIN)) return Duration.ZERO;
            return Duration.between(started, ended.equals(Instant.MIN) ? now : ended);
        }
    }

    /// How far something has moved.
    private record Transfer(TransferKind kind, String subject, long done, Optional<Long> total, Instant started,
            Instant last) {
        boolean isComplete() {
            return total.filter(size -> done >= size).isPresent();
        }
    }

    /// @param title what the work is called in the first line: `Building`
    Board(String title, Colour colour) {
        this.title = title;
        this.colour = colour;
    }

    Work work(Step step, Instant now) {
        if (began.isEmpty()) began = Optional.of(now);
        return works.computeIfAbsent(step.digest(), _ -> new Work(step));
    }

    Collection<Work> works() {
        return works.values();
    }

    void start(Step step, Instant now) {
        Work work = work(step, now);
        work.state = State.RUNNING;
        work.started = now;
    }

    void end(Step step, State state, Instant now) {
        Work work = work(step, now);
        work.output.finish();
        work.state = state;
        work.ended = now;
    }

    void transfer(Step step, TransferKind kind, String subject, long done, Optional<Long> total, Instant now) {
        Work work = work(step, now);
        Instant started = Optional.ofNullable(work.transfers.get(subject)).map(Transfer::started).orElse(now);
        work.transfers.put(subject, new Transfer(kind, subject, done, total, started, now));
    }

    /// Whether anything moves on its own, if only the clock.
    boolean isMoving() {
        return works.values().stream().anyMatch(work -> work.state == State.RUNNING);
    }

    /// The picture while the work goes on: no more lines than the window has rows. When there are too many, running steps
    /// show less of their output, then steps that have ended are left out, those that ended first before others.
    List<String> lines(WindowSize window, Instant now) {
        int room = Math.max(1, window.rows() - 2);
        int logLines = LOG_LINES;
        while (logLines > 0 && runningHeight(window, now, logLines) > room) logLines--;
        var blocks = new LinkedHashMap<Work, List<String>>();
        int height = 0;
        for (Work work : works.values()) {
            if (!work.isShown()) continue;
            List<String> block = block(work, window.columns(), now, logLines);
            blocks.put(work, block);
            height += block.size();
        }
        var ended = new ArrayList<>(blocks.keySet().stream().filter(work -> work.state != State.RUNNING)
                .sorted(Comparator.comparing(work -> work.ended)).toList());
        while (height > room && !ended.isEmpty()) height -= blocks.remove(ended.removeFirst()).size();
        var lines = new ArrayList<String>();
        lines.add(header("", window.columns(), now));
        blocks.values().stream().flatMap(List::stream).limit(room).forEach(lines::add);
        return lines;
    }

    private int runningHeight(WindowSize window, Instant now, int logLines) {
        return works.values().stream().filter(work -> work.state == State.RUNNING)
                .mapToInt(work -> block(work, window.columns(), now, logLines).size()).sum();
    }

    /// The last picture: every step, without output.
    List<String> lastLines(int columns, Instant now) {
        var lines = new ArrayList<String>();
        lines.add(header("FINISHED", columns, now));
        works.values().stream().filter(Work::isShown).forEach(work -> lines.addAll(block(work, columns, now, 0)));
        return lines;
    }

    private String header(String end, int columns, Instant now) {
        long finished = works.values().stream().filter(work -> work.isShown() && work.state != State.RUNNING).count();
        Duration elapsed = began.map(start -> Duration.between(start, now)).orElse(Duration.ZERO);
        String text = "[+] " + title + " " + Seconds.tenths(elapsed) + " (" + finished + "/" + works.size() + ") " + end;
        return cut(text.strip(), columns);
    }

    private List<String> block(Work work, int columns, Instant now, int logLines) {
        var lines = new ArrayList<String>();
        String state = switch (work.state) {
            case PLANNED, RUNNING, DONE -> "";
            case CACHED -> "CACHED ";
            case FAILED -> "ERROR ";
            case CANCELLED -> "CANCELED ";
        };
        String line = row(" => " + state + StepOutput.clean(work.step.name()), Seconds.tenths(work.elapsed(now)), columns);
        lines.add(paint(work.state, line));
        for (Transfer transfer : work.transfers.values()) {
            boolean shown = work.state == State.RUNNING || work.transfers.size() <= 4;
            if (shown) lines.add(paint(work.state,
                    row(moved(transfer), Seconds.tenths(Duration.between(transfer.started(), ended(transfer, work, now))),
                    columns)));
        }
        if (work.state == State.RUNNING) {
            work.output.last(logLines).forEach(text -> lines.add(cut(" => => # " + text, columns)));
        }
        return lines;
    }

    private static Instant ended(Transfer transfer, Work work, Instant now) {
        return transfer.isComplete() ? transfer.last() : work.ended.equals(Instant.MIN) ? now : work.ended;
    }

    private static String moved(Transfer transfer) {
        String verb = transfer.kind() == TransferKind.UNPACK ? "extracting " : "";
        String subject = StepOutput.clean(transfer.subject());
        if (subject.startsWith("sha256:") && subject.length() > 19) subject = subject.substring(0, 19);
        String amount = transfer.total().filter(size -> size > 0)
                .map(size -> (transfer.isComplete() ? "" : bar(transfer.done(), size) + " ")
                        + Size.moving(Math.min(transfer.done(), size)) + " / " + Size.moving(size))
                .orElseGet(() -> Size.moving(transfer.done()));
        return " => => " + verb + subject + " " + amount;
    }

    private static String bar(long done, long total) {
        int full = (int) Math.clamp((double) done / total * BAR, 0, BAR);
        String head = full == BAR ? "" : ">";
        return "[" + "=".repeat(full) + head + " ".repeat(BAR - full - head.length()) + "]";
    }

    /// A text at the left, a time at the right edge.
    private static String row(String text, String time, int columns) {
        int room = columns - time.length() - 1;
        String left = cut(text, room);
        return left + " ".repeat(Math.max(1, room - left.codePointCount(0, left.length()) + 1)) + time;
    }

    private static String cut(String text, int columns) {
        if (columns <= 0) return "";
        if (text.codePointCount(0, text.length()) <= columns) return text;
        return text.substring(0, text.offsetByCodePoints(0, columns));
    }

    private String paint(State state, String line) {
        if (colour == Colour.PLAIN) return line;
        return switch (state) {
            case PLANNED, RUNNING -> line;
            case CACHED, DONE -> "\u001b[34m" + line + "\u001b[0m";
            case FAILED -> "\u001b[31m" + line + "\u001b[0m";
            case CANCELLED -> "\u001b[33m" + line + "\u001b[0m";
        };
    }
}
