package slipway.cli.command;

import java.io.IOException;
import slipway.cli.Call;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Operands;
import slipway.cli.spec.Page;
import slipway.registry.Logins;

/// `slipway logout`: forget a password.
final class LogoutCommand implements Command {

    @Override
    public String name() {
        return "logout";
    }

    @Override
    public Section section() {
        return Section.REGISTRY;
    }

    @Override
    public String summary() {
        return "Log out of a registry";
    }

    @Override
    public Page page() {
        return Page.of(name(), summary(), Operands.atMost(1, "[REGISTRY]", Candidates.ANYTHING), """
                Forgets the name and password that slipway login or docker login has kept. Without a registry docker.io is
                meant.""")
                .example("slipway logout localhost:5000", "Forget a password")
                .see("login");
    }

    @Override
    public int run(Call call) throws IOException {
        String registry = Logins.registry(call.arguments().operands().stream().findFirst().orElse("docker.io"));
        boolean known = new Logins(Remote.configuration(call), Remote.logins(call)).logout(registry);
        call.print(known ? "Removing login credentials for " + registry : "Not logged in to " + registry);
        return 0;
    }
}
