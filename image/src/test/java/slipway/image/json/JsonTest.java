package slipway.image.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "[]", "null", "true", "0", "-1.50e+10", "123456789012345678901234567890", "\"\"",
                "{\"b\":1,\"a\":{\"c\":[1,\"x\",null]}}",
        "\"\\\"\\\\/\\n\\r\\t\\u0000\\u001f\\u007f\"", "\"\u00e9\u20ac\ud83d\ude00\u2028\"", "\"\\ud800\"",
                "\"\\udc00x\\ud83d\"", "{\"\":\"\"}"
    })
    void canonicalTextIsKept(String text) {
        assertThat(Json.parse(text).toText()).isEqualTo(text);
    }

    @Test
    void spaceAndNeedlessEscapesAreNot() {
        assertThat(Json.parse(" { \"a\" : [ 1 , \"\\u0041\\/\" ] }\n").toText()).isEqualTo("{\"a\":[1,\"A/\"]}");
    }

    @Test
    void prettyTextIsForPeople() {
        assertThat(Json.parse("{\"a\":[],\"b\":[1,{\"c\":2}],\"d\":{}}").toPrettyText()).isEqualTo("""
                {
                  "a": [],
                  "b": [
                    1,
                    {
                      "c": 2
                    }
                  ],
                  "d": {}
                }
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "{", "}", "[1,]", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "{a:1}", "'a'", "01", "1.", "NaN", "Infinity",
                "\"\n\"", "\"\\x\"", "{} {}",
        "// comment\n1", "\ufeff{}", "{\"a\" 1}", "nul", "\"\\u12\"", "+1", ".5"
    })
    void whatIsNotJsonIsRefused(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(InvalidJson.class).hasMessageNotContaining("tools.jackson");
    }

    @Test
    void otherEncodingsAreRefused() {
        byte[][] hostile = {
            "{\"a\":1}".getBytes(StandardCharsets.UTF_16), "{\"a\":1}".getBytes(StandardCharsets.UTF_16LE),
            "{\"a\":1}".getBytes(StandardCharsets.UTF_16BE), {'"', (byte) 0xff, '"'}, {'"', (byte) 0xc0, (byte) 0x80, '"'},
            {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}, {'"', (byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80, '"'}
        };
        for (byte[] bytes : hostile) assertThatThrownBy(() -> Json.parse(bytes)).isInstanceOf(InvalidJson.class);
    }

    @Test
    void bombsAreRefused() {
        for (String bomb : List.of("[".repeat(1_000_000), "{\"a\":".repeat(100_000), "[" + "[],".repeat(3_000_000) + "[]]",
                "9".repeat(100_000))) {
            assertThatThrownBy(() -> Json.parse(bomb)).isInstanceOf(InvalidJson.class).hasMessageContaining("limit");
        }
    }

    @Test
    void membersAreAskedForByKind() {
        Json.Obj json = Json.parseObject("{'s':'x','n':7,'f':7.5,'z':null,'l':['a',1,'b'],'o':{'k':'v','n':1},'t':true}"
                .replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        assertThat(json.string("s")).contains("x");
        assertThat(json.string("n")).isEmpty();
        assertThat(json.number("n")).contains(7L);
        assertThat(json.number("f")).isEmpty();
        assertThat(json.member("z")).isEmpty();
        assertThat(json.strings("l")).containsExactly("a", "b");
        assertThat(json.object("o").asStrings()).containsExactly(java.util.Map.entry("k", "v"));
        assertThat(json.object("s")).isEqualTo(Json.EMPTY);
        assertThat(json.isTrue("t")).isTrue();
        assertThat(json.isTrue("s")).isFalse();
        assertThat(json.with("n", Json.of(8)).without("f").toText()).startsWith("{\"s\":\"x\",\"n\":8,\"z\":null");
        assertThatThrownBy(() -> Json.parseObject("[]".getBytes(StandardCharsets.UTF_8))).isInstanceOf(InvalidJson.class);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            Json value = value(random, 4);
            assertThat(Json.parse(value.toBytes())).as("seed %d", seed).isEqualTo(value);
            assertThat(Json.parse(value.toPrettyText())).as("seed %d", seed).isEqualTo(value);
        }
    }

    private static Json value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> Json.of(random.nextLong());
            case 1 -> Json.of(random.nextBoolean());
            case 2 -> new Json.Null();
            case 3 -> Json.of(text(random));
            case 4 -> {
                var items = new ArrayList<Json>();
                for (int i = random.nextInt(4); i > 0; i--) items.add(value(random, depth - 1));
                yield Json.array(items);
            }
            default -> {
                var members = new LinkedHashMap<String, Json>();
                for (int i = random.nextInt(4); i > 0; i--) members.put(key(random), value(random, depth - 1));
                yield new Json.Obj(members);
            }
        };
    }

    /// Like [#text], but no half of a pair: the library takes none in a key.
    private static String key(Random random) {
        return text(random).codePoints()
                .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
        }
        return text.toString();
    }
}
