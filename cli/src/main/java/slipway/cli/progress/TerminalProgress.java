package slipway.cli.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import slipway.diagnostics.Problem;
import slipway.diagnostics.ProblemPrinter;
import slipway.diagnostics.ProblemPrinter.Colour;

/// Progress as a picture in a terminal, drawn again in place as it changes, at most ten times a second.
///
/// The cursor is hidden meanwhile. Closing brings it back, and so does a signal that ends the process; the picture goes on
/// while work is being wound up.
public final class TerminalProgress implements ProgressView {
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration ASK_SIZE = Duration.ofSeconds(1);
    private static final String HIDE = "\u001b[?25l";
    private static final String SHOW = "\u001b[?25h";
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintStream out;
    private final InstantSource clock;
    private final Board board;
    private final Supplier<Optional<WindowSize>> sizes;
    private final ProblemPrinter printer;
    private final Set<Problem> warnings = new LinkedHashSet<>();
    private WindowSize window;
    private int drawn;
    private boolean changed;
    private boolean closed;
    private String cursor = HIDE;

    /// @param title what the work is called: `Building`
    /// @param window its size at the beginning
    /// @param sizes asked now and then for the size
    TerminalProgress(PrintStream out, InstantSource clock, Colour colour, String title, WindowSize window,
            Supplier<Optional<WindowSize>> sizes) {
        this.out = out;
        this.clock = clock;
        this.board = new Board(title, colour);
        this.window = window;
        this.sizes = sizes;
        this.printer = new ProblemPrinter(colour);
    }

    /// A view that draws itself until it is closed.
    static TerminalProgress running(PrintStream out, Colour colour, String title, WindowSize window) {
        var view = new TerminalProgress(out, InstantSource.system(), colour, title, window, WindowSize::asked);
        var painter = new Thread(view::paint, "progress");
        painter.setDaemon(true);
        painter.start();
        Runtime.getRuntime().addShutdownHook(new Thread(view::restore, "restore-cursor"));
        return view;
    }

    private void paint() {
        Instant asked = clock.instant();
        try {
            while (!isClosed()) {
                Thread.sleep(PAUSE);
                if (asked.plus(ASK_SIZE).isBefore(clock.instant())) {
                    asked = clock.instant();
                    sizes.get().ifPresent(this::resize);
                }
                draw();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /// A narrower window has broken the lines that are there: how many there are now is anybody's guess, so begin below.
    synchronized void resize(WindowSize size) {
        if (size.equals(window)) return;
        if (size.columns() < window.columns()) drawn = 0;
        window = size;
        changed = true;
    }

    /// Draws the picture again if it has changed.
    synchronized void draw() {
        if (closed || !changed && !board.isMoving()) return;
        show(board.lines(window, clock.instant()));
        changed = false;
    }

    private void show(List<String> lines) {
        var text = new StringBuilder(cursor);
        if (drawn > 0) text.append("\u001b[").append(drawn).append("A\r");
        lines.forEach(line -> text.append(line).append(CLEAR_LINE).append('\n'));
        text.append(CLEAR_BELOW);
        drawn = lines.size();
        out.print(text);
        out.flush();
    }

    @Override
    public synchronized void planned(Step step) {
        board.work(step, clock.instant());
        changed = true;
    }

    @Override
    public synchronized void started(Step step) {
        board.start(step, clock.instant());
        changed = true;
    }

    @Override
    public synchronized void cached(Step step) {
        board.end(step, Board.State.CACHED, clock.instant());
        changed = true;
    }

    @Override
    public synchronized void output(Step step, Channel channel, byte[] bytes, int length) {
        board.work(step, clock.instant()).output.add(channel, bytes, length);
        changed = true;
    }

    @Override
    public synchronized void transferred(Step step, TransferKind kind, String subject, long done, Optional<Long> total) {
        board.transfer(step, kind, subject, done, total, clock.instant());
        changed = true;
    }

    @Override
    public synchronized void completed(Step step) {
        board.end(step, Board.State.DONE, clock.instant());
        changed = true;
    }

    @Override
    public synchronized void failed(Step step, Problem problem) {
        board.end(step, Board.State.FAILED, clock.instant());
        changed = true;
    }

    @Override
    public synchronized void cancelled(Step step) {
        board.end(step, Board.State.CANCELLED, clock.instant());
        changed = true;
    }

    @Override
    public synchronized void warning(Problem problem) {
        warnings.add(problem);
    }

    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        if (!board.works().isEmpty()) show(board.lastLines(window.columns(), clock.instant()));
        out.print(SHOW);
        board.works().stream().filter(work -> work.state == Board.State.FAILED)
                .forEach(work -> FailedStep.print(out, work.step, work.output));
        warnings.forEach(problem -> out.print(printer.print("warning", problem)));
        out.flush();
    }

    /// When the process is about to end, whether or not the view will still be closed.
    private synchronized void restore() {
        if (closed) return;
        cursor = SHOW;
        out.print(SHOW);
        out.flush();
    }
}
