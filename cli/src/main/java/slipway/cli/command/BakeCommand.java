package slipway.cli.command;

import java.io.IOException;
import slipway.cli.Call;
import slipway.cli.bake.BakeOptions;
import slipway.cli.bake.BakeRun;
import slipway.cli.spec.Page;

/// `slipway bake`: from a definition of targets to their images.
final class BakeCommand implements Command {

    @Override
    public String name() {
        return "bake";
    }

    @Override
    public Section section() {
        return Section.BUILD;
    }

    @Override
    public String summary() {
        return "Build the targets of a definition: docker-bake.hcl, JSON, or a compose file";
    }

    @Override
    public Page page() {
        return BakeOptions.page(name(), summary());
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        return BakeRun.shows(call) ? 0 : new BakeRun(call, Remote.images(call), Remote.downloads(call)).build();
    }
}
