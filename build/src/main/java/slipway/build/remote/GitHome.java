package slipway.build.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import slipway.build.ProcessOptions;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// A home directory for git and nobody else. Its configuration is all that git knows, submodules' commands included, and
/// what authorizes us stands there instead of in arguments that everybody could see.
final class GitHome {

    private static final List<String> PASSED_ON = List.of("PATH", "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy",
            "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy", "GIT_SSL_CAINFO", "TMPDIR");
    private static final String DEFAULT_AGENT = "default";

    private static final String CONFIGURATION = """
            [core]
                hooksPath = /dev/null
                attributesFile = /dev/null
                excludesFile = /dev/null
                fsmonitor = false
                autocrlf = false
                symlinks = true
            [credential]
                helper =
            [gc]
                auto = 0
            [maintenance]
                auto = false
            [advice]
                detachedHead = false
            [init]
                defaultBranch = main
                templateDir =
            [submodule]
                recurse = false
            [fetch]
                recurseSubmodules = false
            [safe]
                directory = *
            [http]
                lowSpeedLimit = 1
                lowSpeedTime = 60
            [protocol]
                allow = never
            [protocol "https"]
                allow = always
            [protocol "http"]
                allow = always
            [protocol "ssh"]
                allow = always
            [protocol "git"]
                allow = always
            """;

    private GitHome() {}

    /// Makes the directory, and gives a git that lives there.
    ///
    /// @param home not there yet; who makes it deletes it
    /// @param outside the environment of whoever builds, of which little is passed on
    /// @param knownHosts where keys of hosts are remembered that were met the first time
    static GitProgram furnish(Path home, GitAddress address, Credentials credentials, Map<String, String> outside,
            Path knownHosts) throws IOException {
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createDirectory(home, owner);
        var text = new StringBuilder(CONFIGURATION);
        // What a user names may be on this machine; what a submodule names may not.
        if (address.way() == GitAddress.Way.FILE) text.append("[protocol \"file\"]\n    allow = user\n");
        Optional<String> authorization = authorization(address, credentials);
        if (authorization.isPresent()) {
            text.append("[http ").append(quoted(scope(address))).append("]\n    extraHeader = ")
                    .append(quoted("Authorization: " + authorization.get())).append('\n');
        }
        Files.writeString(home.resolve(".gitconfig"), text);
        var environment = new LinkedHashMap<String, String>();
        for (String name : PASSED_ON) {
            Optional.ofNullable(outside.get(name)).ifPresent(value -> environment.put(name, value));
        }
        Optional.ofNullable(outside.get("SSL_CERT_FILE")).filter(file -> !file.isEmpty())
                .ifPresent(file -> environment.putIfAbsent("GIT_SSL_CAINFO", file));
        environment.put("HOME", home.toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_ATTR_NOSYSTEM", "1");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("LC_ALL", "C");
        if (address.way() == GitAddress.Way.SSH) shell(environment, address, credentials, outside, knownHosts);
        return new GitProgram(environment);
    }

    /// `https://host/`, so that submodules beside the repository are reached like it.
    private static String scope(GitAddress address) {
        return address.remote().replaceAll("^(\\w+://[^/]*).*", "$1/");
    }

    /// What the secrets for the host say, then those for all hosts, then the login of the address.
    private static Optional<String> authorization(GitAddress address, Credentials credentials) throws IOException {
        if (address.way() != GitAddress.Way.WEB) return Optional.empty();
        String place = address.remote().replaceAll("^\\w+://([^/]*).*", "$1");
        for (String suffix : List.of("." + place, "." + address.host(), "")) {
            Optional<String> header = credentials.secret("GIT_AUTH_HEADER" + suffix);
            if (header.isPresent()) return header.map(GitHome::oneLine);
            Optional<String> token = credentials.secret("GIT_AUTH_TOKEN" + suffix);
            if (token.isPresent()) return token.map(text -> basic("x-access-token:" + oneLine(text)));
        }
        return address.login().map(GitHome::basic);
    }

    private static String basic(String login) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    private static String oneLine(String secret) {
        if (secret.chars().noneMatch(Character::isISOControl)) return secret;
        throw new SlipwayException.BadInput(Problem.of("the secret for a git repository has more than one line"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void shell(Map<String, String> environment, GitAddress address, Credentials credentials,
            Map<String, String> outside, Path knownHosts) {
        ProcessOptions.Agent agent = credentials.agent(DEFAULT_AGENT).orElseThrow(() -> new SlipwayException.BadInput(
                Problem.of(address.remote() + " is reached by SSH, and no key may be used")
                        .hint("--ssh default lets the build use the keys of your agent")));
        String keys = switch (agent) {
            case ProcessOptions.Agent.Socket(var path) -> {
                environment.put("SSH_AUTH_SOCK", path.toString());
                yield "";
            }
            case ProcessOptions.Agent.Keys(var files) -> files.stream().map(file -> " -i " + inShell(file))
                    .collect(Collectors.joining()) + (files.isEmpty() ? "" : " -o IdentitiesOnly=yes");
        };
        String files = inShell(knownHosts) + Optional.ofNullable(outside.get("HOME"))
                .map(home -> " " + inShell(Path.of(home, ".ssh", "known_hosts"))).orElse("");
        environment.put("GIT_SSH_COMMAND", "ssh -F /dev/null -o BatchMode=yes -o ConnectTimeout=15"
                + " -o ServerAliveInterval=15 -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile="
                + "'" + files.replace("'", "\"") + "'" + keys);
        environment.put("GIT_SSH_VARIANT", "ssh");
    }

    private static String inShell(Path path) {
        if (path.toString().matches("[^'\"\\\\\\p{Cntrl}]*")) return "'" + path + "'";
        throw new SlipwayException.BadInput(Problem.of("not a path that SSH can be told: " + path));
    }
}
