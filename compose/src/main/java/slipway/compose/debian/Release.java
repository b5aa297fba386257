package slipway.compose.debian;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;

/// What a suite's signed `Release` file says: which suite, of when, until when, and the hashes of its indexes.
///
/// @param files path below the suite's directory to size and SHA-256
public record Release(
        String origin,
        String suite,
        String codename,
        String version,
        Instant date,
        Optional<Instant> validUntil,
        ByHash byHash,
        SortedMap<String, IndexFile> files) {

    /// A file that a release vouches for.
    public record IndexFile(long size, Digest digest) {}

    /// Whether indexes can be fetched by their hash, so that those of a mirror in the middle of an update fit.
    public enum ByHash {
        OFFERED,
        ABSENT
    }

    public Release {
        files = Collections.unmodifiableSortedMap(files);
    }

    /// Reads a release file whose signature has been verified.
    ///
    /// @throws SlipwayException.CorruptData when it is not one
    public static Release parse(String text) {
        List<Stanza> stanzas = Stanza.parse(text);
        if (stanzas.size() != 1) throw corrupt("it has " + stanzas.size() + " paragraphs");
        Stanza stanza = stanzas.getFirst();
        var files = new TreeMap<String, IndexFile>();
        for (String line : stanza.text("SHA256").split("\n")) {
            if (line.isBlank()) continue;
            String[] words = line.strip().split("\\s+");
            if (words.length != 3) throw corrupt("not a hash line: " + line.strip());
            try {
                files.put(BinaryPackage.checkedPath(words[2]),
                        new IndexFile(Long.parseLong(words[1]), new Digest("sha256", words[0])));
            } catch (NumberFormatException | SlipwayException.BadInput e) {
                throw corrupt("not a hash line: " + line.strip());
            }
        }
        if (files.isEmpty()) throw corrupt("it has no SHA256 hashes");
        return new Release(stanza.text("Origin"), stanza.text("Suite"), stanza.text("Codename"), stanza.text("Version"),
                stanza.field("Date").map(Release::instant).orElseThrow(() -> corrupt("it has no date")),
                stanza.field("Valid-Until").map(Release::instant),
                stanza.text("Acquire-By-Hash").equals("yes") ? ByHash.OFFERED : ByHash.ABSENT, files);
    }

    /// Whether this is the release of the suite that goes by `name`. A mirror must not answer with another one.
    public boolean is(String name) {
        String plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        return plain.equals(suite) || plain.equals(codename);
    }

    private static Instant instant(String text) {
        try {
            return ZonedDateTime.parse(text.replace(" UTC", " GMT"),
                    DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT)).toInstant();
        } catch (DateTimeParseException e) {
            throw corrupt("not a date: " + text);
        }
    }

    private static SlipwayException.CorruptData corrupt(String why) {
        return new SlipwayException.CorruptData(Problem.of("not a Release file: " + why));
    }
}
