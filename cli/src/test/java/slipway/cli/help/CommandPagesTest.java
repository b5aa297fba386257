package slipway.cli.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import slipway.cli.GlobalOptions;
import slipway.cli.command.Command;
import slipway.cli.command.Commands;
import slipway.cli.spec.Option;
import slipway.cli.spec.Page;
import slipway.diagnostics.ProblemPrinter.Colour;

/// The pages in `docs/commands` are those that the commands' descriptions give. `make docs` writes them again.
class CommandPagesTest {
    private static final Path PAGES = Path.of("../docs/commands");

    @Test
    void documentationIsUpToDate() throws IOException {
        var pages = new TreeMap<String, String>();
        var index = new StringBuilder("# Commands\n\n| Command | What it does |\n| --- | --- |\n");
        for (Command command : Commands.all()) {
            pages.put(command.name() + ".md", MarkdownPrinter.print(command.page().options(GlobalOptions.GROUP)));
            index.append("| [slipway ").append(command.name()).append("](").append(command.name()).append(".md) | ")
                    .append(command.summary()).append(" |\n");
        }
        pages.put("README.md", index.toString());
        if ("1".equals(System.getenv("SLIPWAY_ACCEPT"))) {
            Files.createDirectories(PAGES);
            for (var page : pages.entrySet()) Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
        }
        for (var page : pages.entrySet()) {
            Path file = PAGES.resolve(page.getKey());
            if (!Files.exists(file)) fail(file + " is missing: make docs writes it");
            assertThat(Files.readString(file)).as(file + ": make docs writes it again").isEqualTo(page.getValue());
        }
        try (Stream<Path> files = Files.list(PAGES)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(pages.keySet());
        }
    }

    @TestFactory
    Stream<DynamicTest> pagesAreWellWritten() {
        return Commands.all().stream().map(command -> DynamicTest.dynamicTest(command.name(), () -> {
            Page page = command.page();
            assertThat(page.name()).isEqualTo(command.name());
            assertThat(page.summary()).isEqualTo(command.summary()).matches("[A-Z].*[^.]");
            assertThat(page.about()).isNotBlank();
            assertThat(page.examples()).isNotEmpty();
            for (Option option : page.options()) {
                assertThat(option.help()).as(option.name()).matches("(?s)\\S.*[^.\\s]");
                assertThat(option.names()).as(option.name()).allMatch(name -> name.matches("-[a-zA-Z]|--[a-z][a-z0-9-]+"));
                assertThat(option.name()).startsWith("--");
            }
            for (String related : page.related()) assertThat(Commands.named(related)).as(related).isPresent();
        }));
    }

    @TestFactory
    Stream<DynamicTest> helpFitsItsWindow() {
        return Stream.of(40, 80, 200).map(width -> DynamicTest.dynamicTest(width + " columns", () -> {
            var printer = new HelpPrinter(Colour.PLAIN, width);
            String overview = printer.overview(Commands.all());
            for (Command command : Commands.all()) {
                assertThat(overview).contains("\n  " + command.name() + " ");
                String text = printer.print(command.page().options(GlobalOptions.GROUP));
                if (width == 80) assertThat(text.lines()
                        .filter(line -> line.length() > width && !line.contains("$ ") && !line.startsWith("  slipway")))
                        .isEmpty();
            }
        }));
    }
}
