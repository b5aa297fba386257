package slipway.image.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/// Turns UTF-8 bytes into a [Json] tree.
final class JsonReader {

    private static final int MAX_DEPTH = 200;

    /// So many values, keys and brackets that no manifest comes near, and so few that they fit in memory.
    private static final long MAX_TOKENS = 4_000_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxTokenCount(MAX_TOKENS)
                    .maxStringLength(64 << 20)
                    .build())
            .build();

    private JsonReader() {}

    static Json read(byte[] utf8) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), decode(utf8))) {
            if (parser.nextToken() == null) throw new InvalidJson("expected JSON, found nothing");
            Json value = value(parser);
            if (parser.nextToken() != null) throw new InvalidJson("unexpected text after the JSON value");
            return value;
        } catch (StreamConstraintsException e) {
            throw new InvalidJson("it exceeds a limit: " + e.getOriginalMessage());
        } catch (StreamReadException e) {
            // Where an unclosed array began is told in the library's own way, which helps nobody.
            String words = e.getOriginalMessage().replaceFirst(" \\(for \\w+ starting at .*", "");
            throw new InvalidJson(words + " at line " + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr());
        } catch (JacksonException e) {
            throw new InvalidJson(e.getOriginalMessage());
        }
    }

    /// Strictly UTF-8 (RFC 8259, 8.1): the library itself would guess other encodings and read what others cannot.
    private static String decode(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidJson("it is not UTF-8");
        }
    }

    private static Json value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new Json.Str(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getString());
            case VALUE_TRUE -> new Json.Bool(true);
            case VALUE_FALSE -> new Json.Bool(false);
            case VALUE_NULL -> new Json.Null();
            default -> throw new InvalidJson("unexpected " + parser.currentToken());
        };
    }

    private static Json object(JsonParser parser) {
        var members = new LinkedHashMap<String, Json>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            members.put(key, value(parser));
        }
        return new Json.Obj(members);
    }

    private static Json array(JsonParser parser) {
        var items = new ArrayList<Json>();
        while (parser.nextToken() != JsonToken.END_ARRAY) items.add(value(parser));
        return new Json.Arr(items);
    }
}
