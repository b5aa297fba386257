package slipway.registry;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.diagnostics.Suggestion;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;
import slipway.registry.api.Endpoint;
import slipway.registry.transport.Limits;

/// Reads the file of `--registry-config`, and says where it is wrong.
final class RegistryConfigurationReader {

    private static final List<String> KEYS = List.of("mirrors", "insecure", "ca", "connections");
    private static final Pattern HOST = Pattern.compile("(?:[A-Za-z0-9][A-Za-z0-9.-]*|\\[[0-9a-fA-F:]+])(?::\\d{1,5})?");
    private static final Pattern PLACE = Pattern.compile("(?s)(.*) at line (\\d+), column (\\d+)");
    private static final int MOST_CONNECTIONS = 64;

    private final Source source;

    private RegistryConfigurationReader(Source source) {
        this.source = source;
    }

    /// @param directory what relative paths in it start from
    static RegistryConfiguration read(String name, String text, @Nullable Path directory) {
        return new RegistryConfigurationReader(Source.of(name, text)).read(directory == null ? Path.of("") : directory);
    }

    private RegistryConfiguration read(Path directory) {
        Json.Obj json = parsed();
        for (String key : json.members().keySet()) {
            if (!KEYS.contains(key)) {
                throw bad(key, "unknown key " + key,
                        Suggestion.didYouMean(key, KEYS).orElse("the keys are " + String.join(", ", KEYS)));
            }
        }
        var mirrors = new LinkedHashMap<String, List<String>>();
        object(json, "mirrors").members()
                .forEach((registry, value) -> mirrors.put(host(registry), mirrors(registry, value)));
        var insecure = new TreeSet<String>();
        json.member("insecure").ifPresent(value -> insecure.addAll(texts("insecure", value)));
        insecure.forEach(this::host);
        var authorities = new TreeMap<String, Path>();
        object(json, "ca").members().forEach((host, value) -> {
            if (!(value instanceof Json.Str(var file))) {
                throw bad(host, "the authority of " + host + " is not a file's name",
                        "{\"ca\": {\"host:port\": \"ca.pem\"}}");
            }
            authorities.put(host(host), directory.resolve(file));
        });
        RegistryConfiguration usual = RegistryConfiguration.usual();
        return new RegistryConfiguration(mirrors, insecure, authorities, usual.environment(),
                connections(json, usual.connections()), Limits.USUAL);
    }

    private Json.Obj parsed() {
        try {
            return Json.parseObject(source.text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (InvalidJson e) {
            Matcher place = PLACE.matcher(e.getMessage());
            boolean placed = place.matches() && Integer.parseInt(place.group(2)) <= source.lineCount();
            if (!placed) throw bad(Span.at(0), e.getMessage(), "a JSON object is expected");
            Span line = source.lineSpan(Integer.parseInt(place.group(2)));
            int column = Math.clamp(line.start() + Integer.parseInt(place.group(3)) - 1, line.start(), line.end());
            throw bad(Span.at(column), place.group(1), "a JSON object is expected");
        }
    }

    private Json.Obj object(Json.Obj json, String key) {
        Optional<Json> value = json.member(key);
        if (value.isEmpty()) return Json.EMPTY;
        if (value.get() instanceof Json.Obj object) return object;
        throw bad(key, key + " is not an object", "{\"" + key + "\": {…}}");
    }

    private List<String> mirrors(String registry, Json value) {
        List<String> addresses = value instanceof Json.Str(var one) ? List.of(one) : texts(registry, value);
        for (String address : addresses) {
            try {
                Endpoint.at(address);
            } catch (SlipwayException.BadInput e) {
                throw bad(address, e.problem().message(), e.problem().hint().orElse(""));
            }
        }
        return addresses;
    }

    private List<String> texts(String key, Json value) {
        if (value instanceof Json.Arr(var items) && items.stream().allMatch(Json.Str.class::isInstance)) {
            return items.stream().map(item -> ((Json.Str) item).text()).toList();
        }
        throw bad(key, key + " is not a list of texts", "[\"…\", \"…\"]");
    }

    private String host(String text) {
        if (HOST.matcher(text).matches()) return text;
        throw bad(text, "not a registry: " + text, "a registry is named as in references: host[:port], without a scheme");
    }

    private int connections(Json.Obj json, int usual) {
        if (json.member("connections").isEmpty()) return usual;
        return json.number("connections").filter(number -> number >= 1 && number <= MOST_CONNECTIONS).map(Long::intValue)
                .orElseThrow(() -> bad("connections", "connections is not a number from 1 to " + MOST_CONNECTIONS,
                        "4 is usual"));
    }

    /// An error at the first place where the text stands in quotes.
    private SlipwayException.BadInput bad(String text, String message, String hint) {
        String quoted = Json.of(text).toText();
        int at = source.text().indexOf(quoted);
        return bad(at < 0 ? Span.at(0) : new Span(at, at + quoted.length()), message, hint);
    }

    private SlipwayException.BadInput bad(Span span, String message, String hint) {
        return new SlipwayException.BadInput(Problem.at(source, span, message).hint(hint));
    }
}
