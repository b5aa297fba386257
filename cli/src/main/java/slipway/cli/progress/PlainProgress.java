package slipway.cli.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import slipway.cli.view.Size;
import slipway.diagnostics.Problem;
import slipway.diagnostics.ProblemPrinter;
import slipway.image.Digest;

/// Progress as a log, in BuildKit's plain style: each line says which step it belongs to.
///
/// ```
/// #5 [build 2/4] RUN make
/// #5 0.123 cc -o app app.c
/// #5 DONE 1.2s
/// ```
///
/// Steps that run side by side take turns: one speaks until it ends, or until it has been silent or has spoken for some
/// time;
/// then it says `...`, and what the next one has to say begins with its name.
public final class PlainProgress implements ProgressView {
    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final Duration TURN = Duration.ofSeconds(5);

    private final PrintStream out;
    private final InstantSource clock;
    private final ProblemPrinter printer;
    private final Map<Digest, Work> works = new LinkedHashMap<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();
    private Optional<Work> speaker = Optional.empty();
    private Instant turnBegan = Instant.MIN;
    private Instant lastSpoke = Instant.MIN;
    private boolean anythingSaid;

    /// A step, with what it has not said yet.
    private static final class Work {
        final Step step;
        final StepOutput output = new StepOutput();
        final List<String> unsaid = new ArrayList<>();
        final Map<String, Transfer> transfers = new LinkedHashMap<>();
        Instant started = Instant.MIN;
        boolean ended;
        boolean failed;

        Work(Step step) {
            this.step = step;
        }
    }

    /// Which tenth of a transfer was told last.
    private static final class Transfer {
        long tenth = -1;
    }

    public PlainProgress(PrintStream out, InstantSource clock, ProblemPrinter.Colour colour) {
        this.out = out;
        this.clock = clock;
        this.printer = new ProblemPrinter(colour);
    }

    @Override
    public synchronized void planned(Step step) {
        work(step);
    }

    @Override
    public synchronized void started(Step step) {
        Work work = work(step);
        work.started = clock.instant();
        speak(work);
    }

    @Override
    public synchronized void cached(Step step) {
        end(step, "CACHED");
    }

    @Override
    public synchronized void output(Step step, Channel channel, byte[] bytes, int length) {
        Work work = work(step);
        String offset = offset(work);
        work.output.add(channel, bytes, length).forEach(line -> work.unsaid.add(offset + " " + line));
        speak(work);
    }

    @Override
    public synchronized void transferred(Step step, TransferKind kind, String subject, long done, Optional<Long> total) {
        Work work = work(step);
        Transfer transfer = work.transfers.computeIfAbsent(subject, _ -> new Transfer());
        boolean complete = total.filter(size -> done >= size).isPresent();
        long tenth = complete ? 10 : total.filter(size -> size > 0).map(size -> done * 10 / size).orElse(0L);
        if (tenth <= transfer.tenth) return;
        transfer.tenth = tenth;
        String size = total.map(all -> Size.human(done) + " / " + Size.human(all)).orElseGet(() -> Size.human(done));
        work.unsaid.add(verb(kind) + subject + " " + size + (complete ? " " + Seconds.tenths(elapsed(work)) + " done" : ""));
        speak(work);
    }

    private static String verb(TransferKind kind) {
        return switch (kind) {
            case DOWNLOAD, UPLOAD, OTHER -> "";
            case UNPACK -> "extracting ";
        };
    }

    @Override
    public synchronized void completed(Step step) {
        end(step, "DONE " + Seconds.tenths(elapsed(work(step))));
    }

    @Override
    public synchronized void failed(Step step, Problem problem) {
        work(step).failed = true;
        end(step, "ERROR: " + problem.message());
    }

    @Override
    public synchronized void cancelled(Step step) {
        end(step, "CANCELED");
    }

    @Override
    public synchronized void warning(Problem problem) {
        warnings.add(problem);
    }

    @Override
    public synchronized void close() {
        works.values().stream().filter(work -> work.failed).forEach(work -> FailedStep.print(out, work.step, work.output));
        warnings.forEach(problem -> out.print(printer.print("warning", problem)));
        out.flush();
    }

    private void end(Step step, String how) {
        Work work = work(step);
        if (work.ended) return;
        String offset = offset(work);
        work.output.finish().forEach(line -> work.unsaid.add(offset + " " + line));
        work.unsaid.add(how);
        work.ended = true;
        if (mayInterrupt(work) || speaker.isEmpty()) takeTurn(work);
        if (speaker.filter(work::equals).isPresent()) {
            say(work);
            speaker = Optional.empty();
            works.values().stream().filter(other -> !other.unsaid.isEmpty()).toList().forEach(this::speakLate);
        }
        out.flush();
    }

    /// What waited for its turn. A step that ended meanwhile says all and is done.
    private void speakLate(Work work) {
        if (speaker.isPresent() && !work.ended) return;
        takeTurn(work);
        say(work);
        if (work.ended) speaker = Optional.empty();
    }

    private void speak(Work work) {
        if (speaker.isEmpty() || mayInterrupt(work)) takeTurn(work);
        if (speaker.filter(work::equals).isPresent()) say(work);
        out.flush();
    }

    private boolean mayInterrupt(Work work) {
        if (speaker.isEmpty() || speaker.get() == work) return false;
        Instant now = clock.instant();
        return lastSpoke.plus(SILENCE).isBefore(now) || turnBegan.plus(TURN).isBefore(now);
    }

    private void takeTurn(Work work) {
        if (speaker.filter(work::equals).isPresent()) return;
        speaker.filter(other -> !other.ended).ifPresent(other -> line(other, "..."));
        if (anythingSaid) out.print('\n');
        speaker = Optional.of(work);
        turnBegan = clock.instant();
        line(work, work.step.name());
    }

    private void say(Work work) {
        work.unsaid.forEach(text -> line(work, text));
        work.unsaid.clear();
        lastSpoke = clock.instant();
    }

    private void line(Work work, String text) {
        anythingSaid = true;
        out.print("#" + work.step.number() + " " + StepOutput.clean(text) + "\n");
    }

    private String offset(Work work) {
        return Seconds.offset(elapsed(work));
    }

    private Duration elapsed(Work work) {
        return work.started.equals(Instant.MIN) ? Duration.ZERO : Duration.between(work.started, clock.instant());
    }

    private Work work(Step step) {
        return works.computeIfAbsent(step.digest(), _ -> new Work(step));
    }
}
