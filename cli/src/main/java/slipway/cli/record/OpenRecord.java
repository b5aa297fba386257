package slipway.cli.record;

import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import slipway.build.BuildResult;
import slipway.build.Progress;
import slipway.cli.progress.RawJsonProgress;
import slipway.image.Reference;

/// The record of a build that runs. Closing it without a result says that the build failed.
public final class OpenRecord implements AutoCloseable {

    private final BuildRecords records;
    private final PrintStream file;
    private final RawJsonProgress log;
    private final InstantSource clock;
    private BuildRecord record;

    OpenRecord(BuildRecords records, BuildRecord record, PrintStream file, InstantSource clock) {
        this.records = records;
        this.record = record;
        this.file = file;
        this.log = new RawJsonProgress(file, clock);
        this.clock = clock;
    }

    public String id() {
        return record.id();
    }

    /// What writes the log.
    public Progress log() {
        return log;
    }

    /// Notes that everything was built.
    public void completed(List<BuildResult> results) {
        List<String> names = results.stream().flatMap(result -> result.names().stream()).map(Reference::toString).toList();
        Optional<String> digest = results.size() == 1
                ? Optional.of(results.getFirst().artifact().descriptor().digest().toString()) : Optional.empty();
        record = record.ended(clock.instant(), BuildRecord.Outcome.COMPLETED, names, digest);
    }

    /// Notes that the user stopped the build.
    public void interrupted() {
        record = record.ended(clock.instant(), BuildRecord.Outcome.INTERRUPTED, List.of(), Optional.empty());
    }

    @Override
    public void close() throws IOException {
        log.close();
        file.close();
        if (record.ended().isEmpty()) {
            record = record.ended(clock.instant(), BuildRecord.Outcome.FAILED, List.of(), Optional.empty());
        }
        records.write(record);
    }
}
