package slipway.registry.auth;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;
import slipway.registry.transport.Answer;
import slipway.registry.transport.Ask;
import slipway.registry.transport.Body;
import slipway.registry.transport.Hosts;
import slipway.registry.transport.NetworkFaults;
import slipway.registry.transport.Redaction;
import slipway.registry.transport.Retries;
import slipway.registry.transport.Transport;

/// Buys bearer tokens where a registry's challenge says (distribution project, "Token Authentication Specification" and
/// "Oauth2 Token Authentication").
final class TokenService {

    private static final int LARGEST = 1 << 20;
    private static final Duration USUAL_LIFE = Duration.ofSeconds(60);
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final String registry;
    private final Transport transport;

    TokenService(String registry, Transport transport) {
        this.registry = registry;
        this.transport = transport;
    }

    /// A token and the moment (of `System.nanoTime`) until which we use it.
    record Token(String text, long until) {
        boolean expired() {
            return System.nanoTime() - until >= 0;
        }

        @Override
        public String toString() {
            return "Token[***]";
        }
    }

    Token fetch(Challenge challenge, Credential credential, SortedSet<String> scopes) throws IOException {
        URI realm = realm(challenge.parameter("realm").orElse(""));
        String purpose = "log in to " + registry + " at " + Redaction.text(realm);
        Ask ask = switch (credential) {
            case Credential.IdentityToken(var token) -> refresh(realm, challenge, token, scopes, purpose);
            case Credential.Password password -> ask(realm, challenge, scopes, Optional.of(password.user()), purpose)
                    .header("Authorization", Authorizer.basic(password));
            case Credential.None _, Credential.RegistryToken _ -> ask(realm, challenge, scopes, Optional.empty(), purpose);
        };
        try (Answer answer = Retries.run(transport.limits(), () -> transport.exchange(ask))) {
            if (answer.status() != 200) throw refused(answer, credential);
            byte[] bytes = answer.read(LARGEST).orElseThrow(() -> new IOException("a token without end"));
            return token(Json.parseObject(bytes));
        } catch (InvalidJson e) {
            throw new SlipwayException.NetworkFailed(
                    Problem.of("cannot " + purpose + ": the answer is no token: " + Redaction.text(e.getMessage())), e);
        } catch (IOException e) {
            throw NetworkFaults.of(purpose, realm.getRawAuthority(), e);
        }
    }

    private URI realm(String text) {
        try {
            URI realm = URI.create(text);
            boolean usable = "https".equals(realm.getScheme()) || "http".equals(realm.getScheme());
            if (usable && realm.getHost() != null && realm.getRawUserInfo() == null) return realm;
        } catch (IllegalArgumentException notAnAddress) {
            throw badRealm(text);
        }
        throw badRealm(text);
    }

    private SlipwayException badRealm(String text) {
        return new SlipwayException.NetworkFailed(
                Problem.of("cannot log in to " + registry + ": it wants tokens from " + Redaction.text(text)
                + ", which is no address"));
    }

    private Ask ask(URI realm, Challenge challenge, SortedSet<String> scopes, Optional<String> account, String purpose) {
        checkSecrecy(realm, account.isPresent());
        var query = new ArrayList<String>();
        account.ifPresent(user -> query.add("account=" + encoded(user)));
        challenge.parameter("service").ifPresent(service -> query.add("service=" + encoded(service)));
        scopes.forEach(scope -> query.add("scope=" + encoded(scope)));
        String separator = realm.getRawQuery() == null ? "?" : "&";
        String address = query.isEmpty() ? realm.toString() : realm + separator + String.join("&", query);
        return Ask.of("GET", URI.create(address), purpose);
    }

    private Ask refresh(URI realm, Challenge challenge, String token, SortedSet<String> scopes, String purpose) {
        checkSecrecy(realm, true);
        var form = new ArrayList<>(
                List.of("grant_type=refresh_token", "client_id=slipway", "refresh_token=" + encoded(token)));
        challenge.parameter("service").ifPresent(service -> form.add("service=" + encoded(service)));
        if (!scopes.isEmpty()) form.add("scope=" + encoded(String.join(" ", scopes)));
        return Ask.of("POST", realm, purpose)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .with(new Body.Bytes(String.join("&", form).getBytes(StandardCharsets.US_ASCII)));
    }

    /// A secret goes in clear text only to this machine, or where the registry itself is asked in clear text.
    private void checkSecrecy(URI realm, boolean secret) {
        boolean open = "http".equals(realm.getScheme()) && !Hosts.isLoopback(realm.getRawAuthority());
        boolean sameHost = Hosts.name(realm.getRawAuthority()).equals(Hosts.name(registry));
        if (secret && open && !sameHost) {
            throw new SlipwayException.NetworkFailed(
                    Problem.of("cannot log in to " + registry + ": it wants the password sent in clear text to "
                    + Redaction.text(realm)));
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Token token(Json.Obj answer) {
        String text = answer.string("token").filter(value -> !value.isEmpty())
                .or(() -> answer.string("access_token").filter(value -> !value.isEmpty()))
                .orElseThrow(() -> new InvalidJson("it has no token"));
        if (!text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) throw new InvalidJson("it has characters no token has");
        Duration life = answer.number("expires_in").filter(seconds -> seconds > 0 && seconds < 1_000_000)
                .map(Duration::ofSeconds)
                .orElse(USUAL_LIFE);
        Duration used = life.compareTo(MARGIN.multipliedBy(2)) > 0 ? life.minus(MARGIN) : life.dividedBy(2);
        return new Token(text, System.nanoTime() + used.toNanos());
    }

    private SlipwayException refused(Answer answer, Credential credential) {
        String host = Redaction.text(answer.uri());
        if (answer.status() == 401 || answer.status() == 403) {
            String why = switch (credential) {
                case Credential.None _, Credential.RegistryToken _ -> " gives no access to anybody who is not logged in";
                case Credential.Password(var user, _) -> " refuses the credentials of " + user;
                case Credential.IdentityToken _ -> " refuses the stored identity token";
            };
            return failed(Problem.of(registry + why + " (" + host + " answered " + answer.status() + ")")
                    .hint("slipway login " + registry));
        }
        return failed(Problem.of("cannot log in to " + registry + ": " + host + " answered " + answer.status()));
    }

    private static SlipwayException failed(Problem problem) {
        return new SlipwayException.NetworkFailed(problem);
    }
}
