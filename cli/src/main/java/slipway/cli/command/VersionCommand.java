package slipway.cli.command;

import slipway.cli.Call;
import slipway.cli.Version;
import slipway.cli.spec.Operands;
import slipway.cli.spec.Option;
import slipway.cli.spec.Page;
import slipway.cli.template.Template;
import slipway.image.Platform;
import slipway.image.json.Json;

/// `slipway version`.
final class VersionCommand implements Command {
    private static final Option FORMAT =
            Option.value("-f, --format FORMAT", "Print as json, or by a Go template such as '{{.Version}}'");

    @Override
    public String name() {
        return "version";
    }

    @Override
    public Section section() {
        return Section.SETUP;
    }

    @Override
    public String summary() {
        return "Show which slipway this is, and what it runs on";
    }

    @Override
    public Page page() {
        return Page.of(name(), summary(), Operands.none(), """
                Prints the version of slipway, of the Java runtime and of the machine. A template can use .Version, .Java,
                .Os, .Kernel and .Arch.""")
                .options("Options", FORMAT)
                .example("slipway version --format '{{.Version}}'", "Print nothing but the version");
    }

    @Override
    public int run(Call call) {
        Platform platform = Platform.local();
        Json.Obj facts = Json.object()
                .put("Version", Version.current())
                .put("Java", System.getProperty("java.version"))
                .put("Os", platform.os())
                .put("Kernel", System.getProperty("os.version"))
                .put("Arch", platform.architecture())
                .build();
        String format = call.arguments().value(FORMAT).orElse("");
        switch (format) {
            case "" -> call.print("slipway " + facts.string("Version").orElseThrow() + ", Java " + facts.string("Java")
                    .orElseThrow()
                    + ", " + platform + ", kernel " + facts.string("Kernel").orElseThrow());
            case "json" -> call.print(facts.toText());
            default -> call.print(Template.parse(format).apply(facts));
        }
        return 0;
    }
}
