package slipway.cli.command;

import java.io.IOException;
import slipway.cli.Call;
import slipway.cli.spec.Page;

/// A command of the command line.
public interface Command {

    /// Under which heading help lists a command.
    enum Section {
        BUILD("Build"),
        IMAGES("Images in the store"),
        REGISTRY("Registries and archives"),
        SETUP("Slipway itself");

        private final String title;

        Section(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /// As typed.
    String name();

    Section section();

    /// What it does, in one line without a full stop.
    String summary();

    /// Everything about its use. Built only for the command that is asked for.
    Page page();

    /// Does the work.
    ///
    /// @return the exit code
    int run(Call call) throws IOException, InterruptedException;
}
