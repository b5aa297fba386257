package slipway.registry.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a registry wants to see before it answers: one challenge of a `WWW-Authenticate` header (RFC 9110, 11.6.1).
///
/// @param scheme in lower case: `basic`, `bearer`
/// @param parameters by name in lower case
record Challenge(String scheme, Map<String, String> parameters) {

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /// The challenge we can best meet: a bearer token, else a password.
    static Optional<Challenge> best(List<String> headers) {
        List<Challenge> all = headers.stream().flatMap(header -> parse(header).stream()).toList();
        return all.stream().filter(challenge -> challenge.scheme.equals("bearer")
                && challenge.parameters.containsKey("realm")).findFirst()
                .or(() -> all.stream().filter(challenge -> challenge.scheme.equals("basic")).findFirst());
    }

    /// All challenges of one header. What cannot be read ends the list.
    static List<Challenge> parse(String header) {
        return new Reader(header).challenges();
    }

    /// Walks over a header, in which commas part both challenges and parameters.
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        List<Challenge> challenges() {
            var found = new ArrayList<Challenge>();
            skip(", \t");
            String word = token();
            while (!word.isEmpty()) {
                var parameters = new LinkedHashMap<String, String>();
                String scheme = word.toLowerCase(Locale.ROOT);
                word = parameters(parameters);
                found.add(new Challenge(scheme, parameters));
            }
            return found;
        }

        /// Reads `name=value` pairs; gives the word that begins the next challenge.
        private String parameters(Map<String, String> into) {
            while (true) {
                skip(", \t");
                String name = token();
                int afterName = at;
                skip(" \t");
                if (name.isEmpty() || at >= text.length() || text.charAt(at) != '=') {
                    at = afterName;
                    return name;
                }
                at++;
                skip(" \t");
                into.putIfAbsent(name.toLowerCase(Locale.ROOT), at < text.length() && text.charAt(at) == '"' ? quoted()
                        : token());
            }
        }

        private String token() {
            int start = at;
            while (at < text.length() && " \t,=\"".indexOf(text.charAt(at)) < 0) at++;
            return text.substring(start, at);
        }

        private String quoted() {
            var out = new StringBuilder();
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) at++;
                out.append(text.charAt(at));
            }
            at = Math.min(at + 1, text.length());
            return out.toString();
        }

        private void skip(String characters) {
            while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) at++;
        }
    }
}
