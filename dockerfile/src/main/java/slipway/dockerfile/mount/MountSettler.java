package slipway.dockerfile.mount;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.dockerfile.Mount;
import slipway.dockerfile.Word;
import slipway.dockerfile.expand.Expansion;
import slipway.dockerfile.mount.MountSettings.Access;
import slipway.dockerfile.mount.MountSettings.Need;
import slipway.dockerfile.mount.MountSettings.Owner;

/// Turns the options of a mount into its settings.
final class MountSettler {

    private static final String SECRETS = "/run/secrets/";

    private final Mount mount;
    private final Source source;

    MountSettler(Mount written, Expansion expansion, Expansion names, Source source) {
        List<Mount.Option> options = written.options().stream()
                .map(option -> new Mount.Option(option.key(), option.value().map(value ->
                        new Word((option.key().text().equals("from") ? names : expansion).text(value), value.span()))))
                .toList();
        this.mount = new Mount(options, written.span());
        this.source = source;
    }

    MountSettings settle() {
        MountRules.check(mount, source);
        return switch (mount.type().toLowerCase(Locale.ROOT)) {
            case "cache" -> new MountSettings.Cache(text("id"), text("from"), text("source", "src").orElse(""), target(),
                    text("sharing").map(name -> MountSettings.Sharing.valueOf(name.toUpperCase(Locale.ROOT)))
                            .orElse(MountSettings.Sharing.SHARED),
                    access(Access.READ_WRITE), owner(0755));
            case "tmpfs" -> new MountSettings.Tmpfs(target(), size(), access(Access.READ_WRITE));
            case "secret" -> secret();
            case "ssh" -> new MountSettings.Ssh(text("source", "src").or(() -> text("id")).orElse("default"),
                    text("target", "dst", "destination"), need(), owner(0600));
            default -> new MountSettings.Bind(text("from"), text("source", "src").orElse(""), target(),
                    access(Access.READ_ONLY));
        };
    }

    private MountSettings.Secret secret() {
        Optional<String> target = text("target", "dst", "destination");
        String id = text("source", "src").or(() -> text("id")).or(() -> target.map(MountSettler::lastName)).orElseThrow(() ->
                error(mount.value("id"), "a secret needs an id or a target"));
        Optional<String> variable = text("env");
        if (variable.isEmpty()) {
            return new MountSettings.Secret(id, target.or(() -> Optional.of(SECRETS + lastName(id))), variable, need(),
                    owner(0400));
        }
        return new MountSettings.Secret(id, target, variable, need(), owner(0400));
    }

    private String target() {
        return text("target", "dst", "destination").orElseThrow(() ->
                error(mount.value("target", "dst", "destination"), "a mount of type " + mount.type() + " needs a target"));
    }

    private Access access(Access otherwise) {
        return mount.option("ro", "readonly", "rw", "readwrite").map(option -> {
            boolean yes = option.value().map(MountSettler::isTrue).orElse(true);
            boolean asksToRead = option.key().text().equals("ro") || option.key().text().equals("readonly");
            return asksToRead == yes ? Access.READ_ONLY : Access.READ_WRITE;
        }).orElse(otherwise);
    }

    private Need need() {
        boolean required = mount.option("required").map(option -> option.value().map(MountSettler::isTrue).orElse(true))
                .orElse(false);
        return required ? Need.REQUIRED : Need.OPTIONAL;
    }

    private Owner owner(int mode) {
        return new Owner(
                text("uid").map(Long::parseLong).orElse(0L),
                text("gid").map(Long::parseLong).orElse(0L),
                text("mode").map(octal -> Integer.parseInt(octal, 8)).orElse(mode));
    }

    /// `64m` is 64 times 1024 times 1024 bytes.
    private OptionalLong size() {
        Optional<String> size = text("size");
        if (size.isEmpty()) return OptionalLong.empty();
        String lower = size.get().toLowerCase(Locale.ROOT);
        int digits = 0;
        while (digits < lower.length() && (Character.isDigit(lower.charAt(digits)) || lower.charAt(digits) == '.')) digits++;
        int power = "kmgtp".indexOf(lower.substring(digits).stripLeading().concat("b").charAt(0)) + 1;
        var bytes = new BigDecimal(lower.substring(0, digits)).multiply(BigDecimal.valueOf(1024).pow(power));
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) throw error(mount.value("size"), "size is too large");
        return OptionalLong.of(bytes.longValue());
    }

    /// The value of the last option with one of these keys, unless it is empty.
    private Optional<String> text(String... keys) {
        return mount.value(keys).map(Word::text).filter(text -> !text.isEmpty());
    }

    private SlipwayException.BadInput error(Optional<Word> place, String message) {
        return new SlipwayException.BadInput(
                Problem.at(source, place.map(Word::span).orElse(mount.span()), message));
    }

    private static boolean isTrue(Word word) {
        return word.text().equals("1") || word.text().toLowerCase(Locale.ROOT).startsWith("t");
    }

    private static String lastName(String path) {
        String trimmed = path.replaceAll("/+$", "");
        return trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }
}
