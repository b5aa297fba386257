package slipway.registry.auth;

/// What proves to a registry who we are.
public sealed interface Credential {

    Credential NONE = new None();

    /// Nothing: we are anybody.
    record None() implements Credential {}

    /// A user's name and password, or whatever a registry takes for one.
    record Password(String user, String password) implements Credential {
        @Override
        public String toString() {
            return "Password[user=" + user + ", password=***]";
        }
    }

    /// A token that buys others at the registry's token service (OAuth 2 `refresh_token`).
    record IdentityToken(String token) implements Credential {
        @Override
        public String toString() {
            return "IdentityToken[***]";
        }
    }

    /// A token that the registry itself takes.
    record RegistryToken(String token) implements Credential {
        @Override
        public String toString() {
            return "RegistryToken[***]";
        }
    }
}
