package slipway.testkit.registry;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Whom a registry lets in.
public sealed interface Access {

    /// Whether this request may be served; if not, the challenge is in the answer's headers.
    boolean admits(HttpExchange exchange, String wantedScope);

    /// Everybody may do everything.
    record Open() implements Access {
        @Override
        public boolean admits(HttpExchange exchange, String wantedScope) {
            return true;
        }
    }

    /// Only who knows the password.
    record Basic(String user, String password) implements Access {
        @Override
        public boolean admits(HttpExchange exchange, String wantedScope) {
            boolean known = knows(exchange, user, password);
            if (!known) exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"memory\"");
            return known;
        }
    }

    /// Only who has bought a token for the scope at `/token`, with the password or the identity token.
    final class Bearer implements Access {
        private final String user;
        private final String password;
        private final String identityToken;
        private final Set<String> issued = ConcurrentHashMap.newKeySet();
        private final AtomicInteger count = new AtomicInteger();

        public Bearer(String user, String password, String identityToken) {
            this.user = user;
            this.password = password;
            this.identityToken = identityToken;
        }

        /// Makes all tokens worthless that were issued so far.
        public void revokeAll() {
            issued.clear();
        }

        /// How many tokens were issued so far.
        public int issuedCount() {
            return count.get();
        }

        @Override
        public boolean admits(HttpExchange exchange, String wantedScope) {
            String header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
            boolean admitted = issued.stream().filter(token -> header.equals("Bearer " + token))
                    .anyMatch(token -> allows(token, wantedScope));
            if (!admitted) {
                String host = exchange.getRequestHeaders().getFirst("Host");
                String scope = wantedScope.isEmpty() ? "" : ",scope=\"" + wantedScope + "\"";
                exchange.getResponseHeaders().set("WWW-Authenticate",
                        "Bearer realm=\"http://" + host + "/token\",service=\"memory, of course\"" + scope);
            }
            return admitted;
        }

        private static boolean allows(String token, String wanted) {
            if (wanted.isEmpty()) return true;
            int colon = wanted.lastIndexOf(':');
            String scopes = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
            return List.of(scopes.split(" ")).stream()
                    .filter(scope -> scope.startsWith(wanted.substring(0, colon + 1)))
                    .anyMatch(scope -> List.of(scope.substring(colon + 1).split(","))
                            .containsAll(List.of(wanted.substring(colon + 1).split(","))));
        }

        /// Serves `/token`.
        void serve(HttpExchange exchange) throws IOException {
            boolean oauth = exchange.getRequestMethod().equals("POST");
            String query = oauth
                    ? new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                    : Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
            List<String> scopes = new ArrayList<>();
            boolean identified = false;
            for (String pair : query.split("&")) {
                String[] parts = java.net.URLDecoder.decode(pair, StandardCharsets.UTF_8).split("=", 2);
                if (parts[0].equals("scope")) scopes.addAll(List.of(parts[1].split(" ")));
                if (parts[0].equals("refresh_token")) identified = parts[1].equals(identityToken);
            }
            if (oauth ? !identified : !knows(exchange, user, password)) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            String token = "t" + count.incrementAndGet() + "."
                    + Base64.getUrlEncoder().encodeToString(String.join(" ", scopes).getBytes(StandardCharsets.UTF_8));
            issued.add(token);
            byte[] answer = ("{\"" + (oauth ? "access_token" : "token") + "\":\"" + token + "\",\"expires_in\":300}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static boolean knows(HttpExchange exchange, String user, String password) {
        String wanted = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return ("Basic " + wanted).equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }
}
