package slipway.registry.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import slipway.registry.transport.Answer;
import slipway.registry.transport.Transport;

/// What goes into the `Authorization` header for one registry.
///
/// Nothing, until the registry's first refusal says what it wants. From then on a password, or a token that is fetched
/// once for what it allows and used until shortly before it expires. Safe for several threads.
public final class Authorizer {

    private final String registry;
    private final Credentials credentials;
    private final TokenService tokens;
    private final Map<SortedSet<String>, TokenService.Token> cached = new HashMap<>();
    private final Map<SortedSet<String>, SortedSet<String>> asDemanded = new HashMap<>();
    private @Nullable Challenge challenge;

    public Authorizer(String registry, Credentials credentials, Transport transport) {
        this.registry = registry;
        this.credentials = credentials;
        this.tokens = new TokenService(registry, transport);
    }

    /// The header's value for a request that needs these scopes.
    ///
    /// @return absent when nothing is known to be wanted, or there is nothing to give
    public synchronized Optional<String> header(SortedSet<String> scopes) throws IOException {
        Challenge wanted = challenge;
        if (wanted == null) return Optional.empty();
        Credential credential = credentials.of(registry);
        if (credential instanceof Credential.RegistryToken(var token)) return Optional.of("Bearer " + token);
        if (wanted.scheme().equals("basic")) {
            return credential instanceof Credential.Password password ? Optional.of(basic(password)) : Optional.empty();
        }
        TokenService.Token token = cached.get(scopes);
        if (token == null || token.expired()) {
            token = tokens.fetch(wanted, credential, asDemanded.getOrDefault(scopes, scopes));
            cached.put(scopes, token);
        }
        return Optional.of("Bearer " + token.text());
    }

    /// Learns from a refusal (401) what the registry wants.
    ///
    /// @param sent the header that was refused
    /// @return whether it is worth asking again
    public synchronized boolean learn(Answer refusal, SortedSet<String> scopes, Optional<String> sent) throws IOException {
        Optional<Challenge> best = Challenge.best(refusal.headers("WWW-Authenticate"));
        if (best.isEmpty()) return false;
        challenge = best.get();
        TokenService.Token old = cached.get(scopes);
        // Another thread may have replaced the refused token already.
        if (old != null && sent.equals(Optional.of("Bearer " + old.text()))) cached.remove(scopes);
        demanded(best.get(), scopes);
        return !header(scopes).equals(sent);
    }

    /// A registry behind a proxy may know the repository by another name; what it asks for is then asked for too.
    private void demanded(Challenge best, SortedSet<String> scopes) {
        List<String> named = best.parameter("scope").map(text -> List.of(text.strip().split(" +"))).orElse(List.of());
        var all = new TreeSet<>(scopes);
        named.stream().filter(scope -> !scope.isEmpty() && scopes.stream().noneMatch(ours -> covers(ours, scope)))
                .forEach(all::add);
        if (!all.equals(scopes)) asDemanded.put(Collections.unmodifiableSortedSet(new TreeSet<>(scopes)), all);
    }

    private static boolean covers(String ours, String scope) {
        int colon = scope.lastIndexOf(':');
        if (colon < 0 || !ours.startsWith(scope.substring(0, colon + 1))) return false;
        return List.of(ours.substring(colon + 1).split(",")).containsAll(List.of(scope.substring(colon + 1).split(",")));
    }

    static String basic(Credential.Password password) {
        String both = password.user() + ":" + password.password();
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }
}
