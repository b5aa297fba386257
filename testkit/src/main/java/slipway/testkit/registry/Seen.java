package slipway.testkit.registry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request that a registry got.
///
/// @param target path and query
/// @param headers by name in lower case
public record Seen(String method, String target, Map<String, List<String>> headers) {

    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
    }

    /// `GET /v2/app/manifests/latest`
    public String line() {
        return method + " " + target;
    }
}
