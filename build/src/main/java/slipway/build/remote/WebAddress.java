package slipway.build.remote;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// An `http://` or `https://` address as people write it: characters that an address may not have are escaped, a login in
/// front of the host is taken out, and what follows `#` is dropped.
///
/// @param uri what is asked for
/// @param login `user:password`, decoded
/// @param fileName what the file is called that is there: the last part of the path
public record WebAddress(URI uri, Optional<String> login, String fileName) {

    private static final Pattern PARTS = Pattern.compile("(https?)://([^/?#]*)([^?#]*)(\\?[^#]*)?(#.*)?");
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?%";
    private static final String UNNAMED = "__unnamed__";

    /// Whether a source is meant as an address of this kind. Case counts.
    public static boolean matches(String text) {
        return text.startsWith("http://") || text.startsWith("https://");
    }

    /// @throws SlipwayException.BadInput when it is no address
    public static WebAddress parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (text.chars().anyMatch(Character::isISOControl) || !parts.matches()) throw bad(text, "it is not well-formed");
        String authority = parts.group(2);
        int at = authority.lastIndexOf('@');
        String host = authority.substring(at + 1);
        if (!HOST.matcher(host).matches()) {
            throw bad(text, host.isEmpty() ? "it has no host" : "its host is not well-formed");
        }
        Matcher escape = BAD_ESCAPE.matcher(parts.group(3));
        if (escape.find()) throw bad(text, "a percent sign in its path begins no escape");
        String query = parts.group(4) == null ? "" : parts.group(4);
        URI uri = URI.create(parts.group(1) + "://" + host + escape(parts.group(3)) + escape(mended(query)));
        if (uri.getHost() == null) throw bad(text, "its host is not well-formed");
        Optional<String> login = at < 0 ? Optional.empty() : Optional.of(decode(authority.substring(0, at)));
        return new WebAddress(uri, login, fileName(text, decode(parts.group(3))));
    }

    private static SlipwayException.BadInput bad(String text, String why) {
        String shown = text.replaceAll("(?<=://)[^/@]*@", "").replaceAll("\\p{Cntrl}", "?");
        return new SlipwayException.BadInput(Problem.of("not an address to download from, since " + why + ": " + shown));
    }

    private static String escape(String text) {
        var out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > 0 && PLAIN.indexOf(b) >= 0) out.append((char) b);
            else out.append('%').append("%02X".formatted(b & 0xff));
        }
        return out.toString();
    }

    private static String decode(String text) {
        return URLDecoder.decode(mended(text).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// With percent signs escaped that begin no escape.
    private static String mended(String text) {
        return BAD_ESCAPE.matcher(text).replaceAll("%25");
    }

    /// Whatever the path is, the name is one that a directory can hold.
    private static String fileName(String text, String path) {
        String trimmed = path.replaceAll("/+$", "");
        String name = trimmed.substring(trimmed.lastIndexOf('/') + 1);
        if (name.indexOf('\0') >= 0) throw bad(text, "its file name has a zero byte");
        return switch (name) {
            case "", "." -> UNNAMED;
            case ".." -> "download";
            default -> name;
        };
    }

    /// The host without a port, as names of secrets have it.
    public String host() {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /// What the login comes to as a header's value.
    Optional<String> basicAuthorization() {
        return login.map(text -> "Basic " + Base64.getEncoder().encodeToString(
                (text.contains(":") ? text : text + ":").getBytes(StandardCharsets.UTF_8)));
    }

    /// The address as it may be shown: without login and query, either of which may be secret.
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?…");
    }
}
