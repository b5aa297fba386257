package slipway.compose;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.compose.debian.BinaryPackage;
import slipway.compose.debian.DebVersion;
import slipway.compose.mirror.Downloads;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;

/// The exact packages that a composition was resolved to, for each platform, so that it can be composed again to the same
/// image.
///
/// A JSON text, sorted, one member a line; `docs/compose.md` describes it. No mirror's host is in it: packages are known by
/// their hash, and any mirror that has them will do.
///
/// @param selection the digest of what was asked for
/// @param platforms by platform, as `linux/amd64`
public record ComposeLock(Digest selection, SortedMap<String, Locked> platforms) {

    private static final int FORMAT = 1;
    private static final long MAX_BYTES = 64L << 20;

    public ComposeLock {
        platforms = Collections.unmodifiableSortedMap(new TreeMap<>(platforms));
    }

    /// What a platform's packages are, and the image they gave.
    public record Locked(List<Suite> suites, List<LockedPackage> packages, Optional<Result> image) {
        public Locked {
            suites = List.copyOf(suites);
            packages = List.copyOf(packages);
        }

        Locked with(Result image) {
            return new Locked(suites, packages, Optional.of(image));
        }
    }

    /// A suite as it was when the packages were resolved.
    ///
    /// @param path the path of the mirror's root on its host; empty for a directory
    /// @param release the digest of the release's signed text
    public record Suite(String name, String codename, String version, String date, String path, Digest release) {}

    /// A package.
    ///
    /// @param layer the layer it is in, from 0
    /// @param suite which of the suites it was found in, from 0
    public record LockedPackage(
            String name, DebVersion version, String architecture, int layer, int suite, String filename, long size,
                    Digest digest) {}

    /// The image that came out, and what its digest depends on beside packages and composition.
    public record Result(Digest digest, long epoch, String compression) {}

    /// Reads a lock file; nothing when there is none.
    ///
    /// @throws SlipwayException.BadInput when it is no lock
    public static Optional<ComposeLock> read(Path file) throws IOException {
        if (!Files.exists(file)) return Optional.empty();
        if (Files.size(file) > MAX_BYTES) throw new SlipwayException.BadInput(Problem.of("too large for a lock: " + file));
        try {
            return Optional.of(parse(Json.parseObject(Files.readAllBytes(file))));
        } catch (InvalidJson | SlipwayException.BadInput | SlipwayException.CorruptData e) {
            throw new SlipwayException.BadInput(Problem.of("the lock " + file + " cannot be read: " + e.getMessage())
                    .hint("write it anew with --update"), e);
        }
    }

    /// Writes the lock in one step. One that says the same already is not touched.
    public void write(Path file) throws IOException {
        byte[] bytes = toText().getBytes(StandardCharsets.UTF_8);
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), bytes)) return;
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
        try {
            Files.write(temporary, bytes);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Downloads.move(temporary, file);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// This lock with one platform's part replaced.
    ComposeLock with(String platform, Locked locked) {
        var changed = new TreeMap<>(platforms);
        changed.put(platform, locked);
        return new ComposeLock(selection, changed);
    }

    public String toText() {
        var all = Json.object();
        platforms.forEach((platform, locked) -> all.put(platform, json(locked)));
        return Json.object().put("format", FORMAT).put("selection", selection.toString()).put("platforms", all.build())
                .build().toPrettyText();
    }

    static Json.Obj json(Locked locked) {
        var json = Json.object();
        locked.image.ifPresent(image -> json.put("image", Json.object()
                .put("digest", image.digest.toString()).put("epoch", image.epoch).put("compression", image.compression)
                        .build()));
        json.put("suites", Json.array(locked.suites.stream().map(suite -> Json.object()
                .put("name", suite.name).put("codename", suite.codename).put("version", suite.version)
                        .put("date", suite.date)
                .put("path", suite.path).put("release", suite.release.toString()).build()).toList()));
        json.put("packages", Json.array(locked.packages.stream().map(item -> Json.object()
                .put("name", item.name).put("version", item.version.text()).put("architecture", item.architecture)
                .put("layer", item.layer).put("suite", item.suite).put("filename", item.filename).put("size", item.size)
                .put("digest", item.digest.toString()).build()).toList()));
        return json.build();
    }

    private static ComposeLock parse(Json.Obj json) {
        long format = json.number("format").orElse(0L);
        if (format != FORMAT) throw new InvalidJson("its format is " + format + ", and " + FORMAT + " is known");
        var platforms = new TreeMap<String, Locked>();
        for (String platform : json.object("platforms").members().keySet()) {
            platforms.put(platform, locked(json.object("platforms").object(platform)));
        }
        return new ComposeLock(Digest.parse(text(json, "selection")), platforms);
    }

    private static Locked locked(Json.Obj json) {
        var suites = new ArrayList<Suite>();
        for (Json.Obj suite : objects(json, "suites")) {
            suites.add(new Suite(text(suite, "name"), text(suite, "codename"), text(suite, "version"), date(suite),
                    text(suite, "path"), Digest.parse(text(suite, "release"))));
        }
        var packages = new ArrayList<LockedPackage>();
        for (Json.Obj item : objects(json, "packages")) {
            int suite = (int) number(item, "suite");
            if (suite >= suites.size()) throw new InvalidJson("a package is of a suite that is not listed");
            packages.add(new LockedPackage(
                    BinaryPackage.checkedName(text(item, "name")),
                    new DebVersion(text(item, "version")),
                    text(item, "architecture"),
                    (int) number(item, "layer"),
                    suite,
                    BinaryPackage.checkedPath(text(item, "filename")),
                    number(item, "size"),
                    Digest.parse(text(item, "digest"))));
        }
        Optional<Result> image = json.member("image").map(_ -> json.object("image")).map(result ->
                new Result(Digest.parse(text(result, "digest")), number(result, "epoch"), text(result, "compression")));
        return new Locked(suites, packages, image);
    }

    private static List<Json.Obj> objects(Json.Obj json, String key) {
        return json.array(key).stream().map(item -> item instanceof Json.Obj object ? object : Json.EMPTY).toList();
    }

    private static String text(Json.Obj json, String key) {
        return json.string(key).orElseThrow(() -> new InvalidJson(key + " is missing"));
    }

    private static String date(Json.Obj json) {
        try {
            return Instant.parse(text(json, "date")).toString();
        } catch (DateTimeParseException e) {
            throw new InvalidJson("not a date: " + text(json, "date"));
        }
    }

    private static long number(Json.Obj json, String key) {
        return json.number(key).filter(number -> number >= 0
                && (key.equals("size") || key.equals("epoch") || number < 10_000))
                .orElseThrow(() -> new InvalidJson(key + " is missing or cannot be"));
    }
}
