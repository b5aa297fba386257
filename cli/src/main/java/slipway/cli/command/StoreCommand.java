package slipway.cli.command;

import java.io.IOException;
import java.util.List;
import slipway.cli.Call;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Operands;
import slipway.cli.spec.Page;
import slipway.diagnostics.Problem;
import slipway.diagnostics.ProblemPrinter;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Suggestion;
import slipway.image.store.DirectoryStore;
import slipway.image.store.StoreVerifier;

/// `slipway store`: where the store is, and whether it is sound.
final class StoreCommand implements Command {
    private static final List<String> ACTIONS = List.of("path", "verify");

    @Override
    public String name() {
        return "store";
    }

    @Override
    public Section section() {
        return Section.IMAGES;
    }

    @Override
    public String summary() {
        return "Show where the store is, or check every byte of it";
    }

    @Override
    public Page page() {
        return Page.of(name(), summary(), Operands.exactly(1, "path|verify", new Candidates.Words(ACTIONS)), """
                The store is a directory with a valid OCI layout, which any tool for layouts can read; several slipway
                processes can use it at once. It is $SLIPWAY_ROOT, else /var/lib/slipway for root, else slipway in the
                user's XDG data directory.

                path prints the directory. verify reads every blob and compares it with its digest, and checks that
                everything an image needs is there.""")
                .example("slipway store verify", "Check the store after a disk made trouble")
                .exit(1, "verify found something wrong")
                .see("images", "rmi");
    }

    @Override
    public int run(Call call) throws IOException {
        String action = call.arguments().operand(0);
        return switch (action) {
            case "path" -> {
                call.print(call.storeDirectory().toString());
                yield 0;
            }
            case "verify" -> verify(call);
            default -> throw new SlipwayException.Usage(Problem.of("a store cannot " + action)
                    .hint(Suggestion.didYouMean(action, ACTIONS).orElse("it can " + String.join(" and ", ACTIONS))));
        };
    }

    private static int verify(Call call) throws IOException {
        try (DirectoryStore store = call.openStore()) {
            List<Problem> problems = new StoreVerifier(store).verify();
            var printer = new ProblemPrinter(call.console().colour());
            problems.forEach(problem -> call.console().err().print(printer.print("error", problem)));
            if (problems.isEmpty()) call.print(store.list().size() + " blobs and " + store.names().size()
                    + " names are sound");
            return problems.isEmpty() ? 0 : 1;
        }
    }
}
