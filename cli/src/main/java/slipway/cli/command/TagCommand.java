package slipway.cli.command;

import java.io.IOException;
import slipway.cli.Call;
import slipway.cli.holdings.Holdings;
import slipway.cli.spec.Candidates;
import slipway.cli.spec.Operands;
import slipway.cli.spec.Page;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Reference;
import slipway.image.store.DirectoryStore;

/// `slipway tag`: another name for an image.
final class TagCommand implements Command {

    @Override
    public String name() {
        return "tag";
    }

    @Override
    public Section section() {
        return Section.IMAGES;
    }

    @Override
    public String summary() {
        return "Give an image another name";
    }

    @Override
    public Page page() {
        return Page.of(name(), summary(), Operands.exactly(2, "IMAGE NAME[:TAG]", Candidates.IMAGES), """
                The image keeps the names it has. If another image has the new name, that one loses it. Without a tag the
                name gets the tag latest. The registry in the name is where slipway push sends the image.""")
                .example("slipway tag app localhost:5000/team/app:1.0", "Name an image for a registry")
                .see("images", "push", "rmi");
    }

    @Override
    public int run(Call call) throws IOException {
        Reference name = Reference.parse(call.arguments().operand(1));
        if (name.digest().isPresent()) {
            throw new SlipwayException.BadInput(Problem.of("a name with a digest cannot be given: " + call.arguments()
                    .operand(1))
                    .hint("the image decides its digest; give a tag: " + name.familiarName() + ":" + name.tag()
                            .orElse("latest")));
        }
        try (DirectoryStore store = call.openStore()) {
            store.name(name, Holdings.of(store).find(call.arguments().operand(0)).descriptor());
        }
        return 0;
    }
}
