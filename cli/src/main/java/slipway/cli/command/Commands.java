package slipway.cli.command;

import java.util.List;
import java.util.Optional;

/// The list of all commands, in the order of help.
public final class Commands {
    private static final List<Command> ALL = List.of(
            new BuildCommand(),
            new BakeCommand(),
            new LogsCommand(),
            new ContextCommand(),
            new ComposeCommand(),
            new ImagesCommand(),
            new HistoryCommand(),
            new InspectCommand(),
            new TagCommand(),
            new RmiCommand(),
            new StoreCommand(),
            new PullCommand(),
            new PushCommand(),
            new SaveCommand(),
            new LoadCommand(),
            new LoginCommand(),
            new LogoutCommand(),
            new CompletionCommand(),
            new HelpCommand(),
            new VersionCommand());

    private Commands() {}

    public static List<Command> all() {
        return ALL;
    }

    public static Optional<Command> named(String name) {
        return ALL.stream().filter(command -> command.name().equals(name)).findFirst();
    }
}
