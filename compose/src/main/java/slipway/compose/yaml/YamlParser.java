package slipway.compose.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import slipway.diagnostics.Location;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;

/// Turns the nodes of snakeyaml-engine into ours.
final class YamlParser {

    private static final int MAX_NODES = 100_000;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_CHARACTERS = 4 << 20;

    private final Source source;
    private int nodes;

    YamlParser(Source source) {
        this.source = source;
    }

    YamlNode parse() {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.name())
                .setCodePointLimit(MAX_CHARACTERS)
                .setUseMarks(true)
                .build();
        try {
            Optional<Node> root =
                    new Composer(settings, new ParserImpl(settings, new StreamReader(settings, source.text())))
                            .getSingleNode();
            if (root.isPresent()) return convert(root.get(), 0);
            return new YamlNode.Mapping(List.of(), new Location(source, Span.at(0)));
        } catch (MarkedYamlEngineException e) {
            int at = e.getProblemMark().map(this::offset).orElse(0);
            String problem = Optional.ofNullable(e.getProblem()).orElse("syntax error");
            throw new SlipwayException.BadInput(Problem.at(source, Span.at(at), "not YAML: " + problem), e);
        } catch (YamlEngineException e) {
            throw new SlipwayException.BadInput(Problem.at(source, Span.at(0), "not YAML: " + e.getMessage()), e);
        }
    }

    private YamlNode convert(Node node, int depth) {
        Location location = location(node);
        if (++nodes > MAX_NODES || depth > MAX_DEPTH) {
            throw new SlipwayException.BadInput(Problem.at(source, location.span(), "this YAML is too large or too deep"));
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar, location);
            case SequenceNode list -> {
                var items = new ArrayList<YamlNode>();
                for (Node item : list.getValue()) items.add(convert(item, depth + 1));
                yield new YamlNode.Sequence(items, location);
            }
            case MappingNode mapping -> mapping(mapping, location, depth);
            case AnchorNode anchor -> convert(anchor.getRealNode(), depth + 1);
            case null, default -> throw new IllegalStateException("a node of an unknown kind: " + node);
        };
    }

    private static YamlNode.Scalar scalar(ScalarNode scalar, Location location) {
        boolean isNull = scalar.getTag().equals(Tag.NULL);
        return new YamlNode.Scalar(scalar.getValue(), isNull ? YamlNode.Scalar.Presence.NULL
                : YamlNode.Scalar.Presence.VALUE, location);
    }

    private YamlNode.Mapping mapping(MappingNode mapping, Location location, int depth) {
        var pairs = new ArrayList<YamlNode.Pair>();
        var keys = new HashSet<String>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode.Scalar key = convert(tuple.getKeyNode(), depth + 1).asScalar("a key");
            if (!keys.add(key.text())) throw key.refuse("the key " + key.text() + " stands here twice");
            pairs.add(new YamlNode.Pair(key, convert(tuple.getValueNode(), depth + 1)));
        }
        return new YamlNode.Mapping(pairs, location);
    }

    private Location location(Node node) {
        int start = node.getStartMark().map(this::offset).orElse(0);
        int end = node.getEndMark().map(this::offset).orElse(start);
        String text = source.text().substring(start, Math.max(start, end));
        return new Location(source, new Span(start, start + text.stripTrailing().length()));
    }

    /// Marks count code points; spans count chars.
    private int offset(Mark mark) {
        String text = source.text();
        int codePoints = Math.clamp(mark.getIndex(), 0, text.codePointCount(0, text.length()));
        return text.offsetByCodePoints(0, codePoints);
    }
}
