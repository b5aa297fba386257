package slipway.check.rules;

import java.util.Locale;

/// The case that a keyword is in.
enum Casing {
    UPPER,
    LOWER,
    MIXED;

    static Casing of(String keyword) {
        if (keyword.equals(keyword.toLowerCase(Locale.ROOT))) return LOWER;
        return keyword.equals(keyword.toUpperCase(Locale.ROOT)) ? UPPER : MIXED;
    }

    String apply(String keyword) {
        return switch (this) {
            case UPPER -> keyword.toUpperCase(Locale.ROOT);
            case LOWER -> keyword.toLowerCase(Locale.ROOT);
            case MIXED -> keyword;
        };
    }
}
