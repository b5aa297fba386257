package slipway.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import slipway.cli.Call;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Operands;
import slipway.cli.spec.Option;
import slipway.cli.spec.Page;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.registry.Logins;
import slipway.registry.auth.Credential;
import slipway.registry.auth.DockerConfig;

/// `slipway login`: try a password at a registry and keep it.
final class LoginCommand implements Command {
    private static final int LONGEST_PASSWORD = 64 << 10;
    private static final Option USER = Option.value("-u, --username NAME", "Who logs in");
    private static final Option PASSWORD =
            Option.value("-p, --password PASSWORD", "The password; others can see it in the list of processes");
    private static final Option STDIN = Option.flag("--password-stdin", "Read the password from the standard input");

    @Override
    public String name() {
        return "login";
    }

    @Override
    public Section section() {
        return Section.REGISTRY;
    }

    @Override
    public String summary() {
        return "Log in to a registry";
    }

    @Override
    public Page page() {
        return Page.of(name(), summary(), Operands.atMost(1, "[REGISTRY]", Candidates.ANYTHING), """
                Asks the registry whether it takes the name and password, and keeps them where Docker keeps them too: with
                the credential program that its configuration names, else in $DOCKER_CONFIG/config.json or
                ~/.docker/config.json, readable by its owner alone. Without a registry docker.io is meant. In a terminal,
                what is not given is asked for.""")
                .options("Options", USER, PASSWORD, STDIN, Remote.CONFIGURATION)
                .example("slipway login localhost:5000", "Log in, and be asked for the password")
                .example("printenv TOKEN | slipway login -u ci --password-stdin localhost:5000", "Log in from a script")
                .exit(5, "the registry refuses, or cannot be reached")
                .see("logout", "push", "pull");
    }

    @Override
    public int run(Call call) throws IOException {
        String registry = Logins.registry(call.arguments().operands().stream().findFirst().orElse("docker.io"));
        if (call.arguments().has(PASSWORD) && call.arguments().has(STDIN)) {
            throw new SlipwayException.Usage(Problem.of("--password and --password-stdin exclude each other"));
        }
        String user = call.arguments().value(USER).or(() -> ask(call, "Username: ")).filter(name -> !name.isBlank())
                .orElseThrow(() -> new SlipwayException.Usage(Problem.of("a login needs --username")));
        String password = password(call);
        DockerConfig.Place place = new Logins(Remote.configuration(call), Remote.logins(call))
                .login(registry, new Credential.Password(user, password));
        switch (place) {
            case DockerConfig.Place.InFile(var file) -> call.say("note: the password is kept unencrypted in " + file
                    + "; a credential program (credsStore) would keep it better");
            case DockerConfig.Place.WithProgram _ -> {}
        }
        call.print("Login Succeeded");
        return 0;
    }

    private static String password(Call call) throws IOException {
        if (call.arguments().has(STDIN)) {
            byte[] bytes = call.console().in().readNBytes(LONGEST_PASSWORD);
            String password = new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\r?\\n$", "");
            if (password.isEmpty()) throw new SlipwayException.Usage(Problem.of("the standard input holds no password"));
            return password;
        }
        if (call.arguments().has(PASSWORD)) {
            call.say("note: a password on the command line can be seen by others; --password-stdin hides it");
            return call.arguments().value(PASSWORD).orElseThrow();
        }
        if (!call.console().canAsk() || System.console() == null) {
            throw new SlipwayException.Usage(Problem.of("a login needs a password").hint("give it with --password-stdin"));
        }
        call.console().err().flush();
        char[] typed = System.console().readPassword("Password: ");
        if (typed == null || typed.length == 0) throw new SlipwayException.Usage(Problem.of("no password was typed"));
        return new String(typed);
    }

    private static Optional<String> ask(Call call, String question) {
        if (!call.console().canAsk() || System.console() == null) return Optional.empty();
        return Optional.ofNullable(System.console().readLine(question));
    }
}
