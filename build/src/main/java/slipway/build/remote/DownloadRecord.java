package slipway.build.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;

/// What an earlier download from an address gave, and by what it can be told whether it is still there.
///
/// @param checksum that was demanded of it and held, if another than that of the digest
/// @param tag the entity tag
/// @param steady whether the time of its last change tells versions apart: a file that was changed in the minute before it
///     was fetched may have been changed again within the same second (RFC 9110, 8.8.2.2)
record DownloadRecord(RemoteFile file, Optional<Checksum> checksum, Optional<String> tag, boolean steady) {

    private static final long STEADY_SECONDS = 60;

    /// The record of a download that has just come to its end.
    static DownloadRecord of(RemoteFile file, Optional<Checksum> checksum, Downloads.Answer answer) {
        Optional<Instant> sent = answer.header("Date").flatMap(HttpDates::parse);
        boolean steady = file.modified().isPresent() && sent.isPresent()
                && sent.get().getEpochSecond() - file.modified().get().getEpochSecond() >= STEADY_SECONDS;
        return new DownloadRecord(file, checksum, answer.header("ETag"), steady);
    }

    /// Whether the bytes are known to have this checksum.
    boolean has(Checksum wanted) {
        return checksum.filter(wanted::equals).isPresent()
                || wanted.toString().equals(file.digest().toString());
    }

    /// Whether an answer with a body has the same body as the recorded one.
    boolean isSame(Downloads.Answer answer) {
        Optional<String> now = answer.header("ETag");
        if (now.isPresent() || tag.isPresent()) {
            return now.isPresent() && now.map(DownloadRecord::strip).equals(tag.map(DownloadRecord::strip));
        }
        boolean sameTime = answer.header("Last-Modified").flatMap(HttpDates::parse).equals(file.modified());
        return steady && sameTime && answer.header("Content-Length").filter(Long.toString(file.size())::equals).isPresent();
    }

    /// A weak tag will do: what servers mark so has the same meaning, if not the same bytes.
    private static String strip(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    /// Reads a record. One that cannot be read is none.
    static Optional<DownloadRecord> read(Path path) throws IOException {
        try {
            Json.Obj json = Json.parseObject(Files.readAllBytes(path));
            var file = new RemoteFile(Digest.parse(json.string("digest").orElse("")), json.number("size").orElse(-1L),
                    json.number("modified").map(Instant::ofEpochSecond));
            return Optional.of(new DownloadRecord(file, json.string("checksum").map(Checksum::parse), json.string("tag"),
                    json.isTrue("steady")));
        } catch (NoSuchFileException | InvalidJson | SlipwayException e) {
            return Optional.empty();
        }
    }

    /// Writes the record in one step.
    void write(Path path) throws IOException {
        Files.createDirectories(path.getParent());
        Path temporary = Files.createTempFile(path.getParent(), ".new", "");
        try {
            var json = Json.object().put("digest", file.digest().toString()).put("size", file.size())
                    .putIfPresent("checksum", checksum.map(Checksum::toString))
                    .putIfPresent("tag", tag)
                    .put("steady", new Json.Bool(steady));
            file.modified().ifPresent(time -> json.put("modified", time.getEpochSecond()));
            Files.write(temporary, json.build().toBytes());
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
