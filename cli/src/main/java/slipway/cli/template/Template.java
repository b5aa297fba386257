package slipway.cli.template;

import java.util.List;
import slipway.diagnostics.Source;
import slipway.image.json.Json;

/// A template of `--format`, read and checked.
public final class Template {
    private final Source source;
    private final List<Node> nodes;

    private Template(Source source, List<Node> nodes) {
        this.source = source;
        this.nodes = nodes;
    }

    /// @throws slipway.diagnostics.SlipwayException.Usage with the place of the mistake
    public static Template parse(String text) {
        Source source = Source.of("--format", text);
        return new Template(source, List.copyOf(new TemplateParser(source).parse()));
    }

    /// The text for some data.
    ///
    /// @throws slipway.diagnostics.SlipwayException.Usage when the template asks for what is not there, with the place
    public String apply(Json data) {
        return new Evaluation(source, data).run(nodes);
    }
}
