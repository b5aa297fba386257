package slipway.cli.record;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Reference;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;
import slipway.image.store.DirectoryStore;
import slipway.image.store.Room;

/// The builds that left a record: one directory each, with `build.json` and `log.jsonl`. Any number of processes may add
/// to them. The oldest go when there are too many or they take too much.
public final class BuildRecords {

    private static final int MOST = 100;
    private static final long MOST_BYTES = 512L << 20;
    private static final DateTimeFormatter ID_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path directory;
    private final InstantSource clock;

    private BuildRecords(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    public static BuildRecords of(DirectoryStore store, InstantSource clock) throws IOException {
        return new BuildRecords(store.room(Room.BUILDS), clock);
    }

    /// Begins the record of a build that starts now.
    ///
    /// @param source the Dockerfile and the target, as shown
    public OpenRecord begin(String source) throws IOException {
        Instant now = clock.instant();
        Path made = directory(now);
        var record = new BuildRecord(made.getFileName().toString(), source, now, Optional.empty(),
                BuildRecord.Outcome.UNFINISHED, List.of(), Optional.empty());
        write(made, record);
        OutputStream file = Files.newOutputStream(made.resolve("log.jsonl"));
        trim();
        return new OpenRecord(this, record, new PrintStream(file, false, StandardCharsets.UTF_8), clock);
    }

    private Path directory(Instant now) throws IOException {
        Files.createDirectories(directory);
        while (true) {
            String id = ID_TIME.format(now) + "-%04x".formatted(RandomGenerator.getDefault().nextInt(1 << 16));
            try {
                return Files.createDirectory(directory.resolve(id));
            } catch (FileAlreadyExistsException taken) {
                continue;
            }
        }
    }

    void write(BuildRecord record) throws IOException {
        write(directory.resolve(record.id()), record);
    }

    private static void write(Path directory, BuildRecord record) throws IOException {
        Path temporary = directory.resolve(".build.json");
        Files.writeString(temporary, record.toJson().toPrettyText());
        Files.move(temporary, directory.resolve("build.json"), StandardCopyOption.ATOMIC_MOVE);
    }

    /// All records that can be read, the last build first.
    public List<BuildRecord> list() throws IOException {
        var records = new ArrayList<BuildRecord>();
        for (Path one : directories().reversed()) read(one).ifPresent(records::add);
        return records;
    }

    private List<Path> directories() throws IOException {
        if (!Files.isDirectory(directory)) return List.of();
        try (Stream<Path> found = Files.list(directory)) {
            return found.filter(Files::isDirectory).sorted(Comparator.comparing(path -> path.getFileName().toString()))
                    .toList();
        }
    }

    private static Optional<BuildRecord> read(Path one) throws IOException {
        try {
            return Optional.of(BuildRecord.fromJson(Json.parseObject(Files.readAllBytes(one.resolve("build.json")))));
        } catch (NoSuchFileException | InvalidJson | NoSuchElementException | IllegalArgumentException
                | DateTimeException e) {
            return Optional.empty(); // Being deleted, or not written by us.
        }
    }

    /// The build meant by a word: the beginning of an ID, or the name of an image, whose last build is meant.
    ///
    /// @throws SlipwayException.BadInput when there is none
    public BuildRecord find(String word) throws IOException {
        List<BuildRecord> records = list();
        return records.stream().filter(record -> record.id().startsWith(word)).findFirst()
                .or(() -> records.stream().filter(record -> isNamed(record, word)).findFirst())
                .orElseThrow(() -> new SlipwayException.BadInput(Problem.of("there is no build " + word)
                        .hint("slipway logs --list shows the builds whose logs are kept")));
    }

    private static boolean isNamed(BuildRecord record, String word) {
        try {
            String name = Reference.parse(word).toString();
            return record.names().contains(name);
        } catch (SlipwayException notAName) {
            return false;
        }
    }

    /// The last build.
    public Optional<BuildRecord> last() throws IOException {
        return list().stream().findFirst();
    }

    /// The file with the events of a build.
    public Path log(BuildRecord record) {
        return directory.resolve(record.id()).resolve("log.jsonl");
    }

    private void trim() throws IOException {
        List<Path> all = directories().reversed();
        long bytes = 0;
        for (int i = 0; i < all.size(); i++) {
            bytes += size(all.get(i));
            if (i > 0 && (i >= MOST || bytes > MOST_BYTES)) delete(all.get(i));
        }
    }

    private static long size(Path one) throws IOException {
        try {
            return Files.size(one.resolve("log.jsonl"));
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static void delete(Path one) throws IOException {
        try (Stream<Path> files = Files.list(one)) {
            for (Path file : files.toList()) Files.deleteIfExists(file);
            Files.deleteIfExists(one);
        } catch (NoSuchFileException | UncheckedIOException e) {
            return; // Another process is deleting it.
        }
    }
}
