package slipway.build.remote;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// A place in a git repository: `https://host/path.git`, `git://…`, `ssh://…` or `user@host:path`, followed by
/// `#ref:directory`, by `?name=value&…`, or by both.
///
/// @param remote what git is given: the address without a login and without what follows it
/// @param way how it is reached
/// @param host of the remote, without a port; empty for files
/// @param login `user:password` that stood in an address of the web
/// @param options what of the repository is meant
public record GitAddress(String remote, Way way, String host, Optional<String> login, GitOptions options) {

    /// How a repository is reached.
    public enum Way {
        WEB,
        SSH,
        GIT,
        /// A repository on this machine, which only a user may name, and no Dockerfile.
        FILE
    }

    private static final Pattern SCHEME = Pattern.compile("(?i)(https?|ssh|git)://([^?#]*)(?:\\?([^#]*))?(?:#(.*))?");
    private static final Pattern SCP =
            Pattern.compile("([A-Za-z0-9_-]+)@([A-Za-z0-9][A-Za-z0-9.-]*):([^?#]*)(?:\\?([^#]*))?(?:#(.*))?");
    private static final Pattern FILE = Pattern.compile("(file://[^?#]*\\.git)/?(?:\\?([^#]*))?(?:#(.*))?");

    /// Whether a source in a Dockerfile is meant as such an address. On the web only what ends with `.git` is.
    public static boolean matches(String text) {
        Matcher scheme = SCHEME.matcher(text);
        if (!scheme.matches()) return SCP.matcher(text).matches();
        return !isWeb(scheme.group(1)) || scheme.group(2).endsWith(".git");
    }

    /// Whether what a user names on the command line is such an address: there it may also be `github.com/…`, or the
    /// address of a file.
    public static boolean matchesForUser(String text) {
        return matches(text) || text.startsWith("github.com/") || FILE.matcher(text).matches();
    }

    /// Reads an address for which [#matches] or [#matchesForUser] holds.
    ///
    /// @throws SlipwayException.BadInput when its parts contradict each other or are unknown
    public static GitAddress parse(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) throw bad(text, "it has a control character");
        Matcher file = FILE.matcher(text);
        if (file.matches()) {
            return new GitAddress(file.group(1), Way.FILE, "", Optional.empty(), options(file.group(2), file.group(3)));
        }
        Matcher scp = SCP.matcher(text);
        if (!SCHEME.matcher(text).matches() && scp.matches()) {
            return new GitAddress(scp.group(1) + "@" + scp.group(2) + ":" + scp.group(3), Way.SSH, scp.group(2),
                    Optional.empty(), options(scp.group(4), scp.group(5)));
        }
        Matcher scheme = SCHEME.matcher(text.startsWith("github.com/") ? "https://" + text : text);
        if (!scheme.matches()) throw bad(text, "it is not well-formed");
        return of(scheme, text);
    }

    private static GitAddress of(Matcher parts, String text) {
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String rest = parts.group(2);
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash);
        int at = authority.lastIndexOf('@');
        String place = authority.substring(at + 1);
        Optional<String> user = at < 0 ? Optional.empty() : Optional.of(authority.substring(0, at));
        String host = host(scheme + "://" + place, text);
        GitOptions options = options(parts.group(3), parts.group(4));
        if (isWeb(scheme)) {
            return new GitAddress(scheme + "://" + place + path, Way.WEB, host, user.map(GitAddress::decode), options);
        }
        if (user.isPresent() && !user.get().matches("[A-Za-z0-9._~-]+")) throw bad(text, "its user is not well-formed");
        return new GitAddress(scheme + "://" + authority + path, scheme.equals("ssh") ? Way.SSH : Way.GIT, host,
                Optional.empty(), options);
    }

    private static boolean isWeb(String scheme) {
        return scheme.regionMatches(true, 0, "http", 0, 4);
    }

    private static String host(String address, String text) {
        try {
            String host = URI.create(address).getHost();
            if (host != null && !host.startsWith("-")) return host.replaceAll("[\\[\\]]", "");
        } catch (IllegalArgumentException notOne) {
            throw bad(text, "its host is not well-formed");
        }
        throw bad(text, "its host is not well-formed");
    }

    private static GitOptions options(String query, String fragment) {
        return GitOptions.parse(Optional.ofNullable(query), Optional.ofNullable(fragment));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEscaped) {
            return text;
        }
    }

    /// The same repository, of which something else is meant.
    public GitAddress with(GitOptions options) {
        return new GitAddress(remote, way, host, login, options);
    }

    static SlipwayException.BadInput bad(String text, String why) {
        return new SlipwayException.BadInput(Problem.of("not the address of a git repository, since " + why + ": "
                + text.replaceAll("(?<=://)[^/@]*@", "").replaceAll("\\p{Cntrl}", "?")));
    }

    /// The remote with what of it is meant, as it may be shown.
    @Override
    public String toString() {
        return remote + options;
    }
}
