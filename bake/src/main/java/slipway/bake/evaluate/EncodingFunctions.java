package slipway.bake.evaluate;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;

/// Functions that write values in other ways, and read them.
final class EncodingFunctions {

    static final List<Function> ALL = List.of(
            Function.of("base64decode", "str:string", EncodingFunctions::decode),
            Function.of("base64encode", "str:string", in ->
                    Value.of(Base64.getEncoder().encodeToString(in.text(0).getBytes(StandardCharsets.UTF_8)))),
            Function.of("csvdecode", "str:string", in -> csv(in.text(0))),
            Function.of("jsondecode", "str:string", in -> parseJson(in.text(0))),
            Function.of("jsonencode", "val:any?", in -> Value.of(json(in.value(0)))),
            Function.of("urlencode", "str:string", in -> Value.of(
                    URLEncoder.encode(in.text(0), StandardCharsets.UTF_8).replace("*", "%2A").replace("%7E", "~"))));

    private EncodingFunctions() {}

    private static Value decode(Inputs in) {
        try {
            byte[] bytes = Base64.getDecoder().decode(in.text(0).replaceAll("[\r\n]", ""));
            return Value.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (IllegalArgumentException e) {
            throw FunctionFailed.at(0, "not base64");
        } catch (CharacterCodingException e) {
            throw FunctionFailed.at(0, "what it decodes to is not UTF-8 text");
        }
    }

    private static Value csv(String text) {
        List<List<String>> records = Csv.records(text);
        if (records.isEmpty()) throw FunctionFailed.at(0, "missing header line");
        List<String> header = records.getFirst();
        var rows = new ArrayList<Value>();
        for (List<String> record : records.subList(1, records.size())) {
            if (record.size() != header.size()) throw FunctionFailed.at(0, "record " + (rows.size() + 2) + " has "
                    + record.size() + " fields, the header " + header.size());
            var row = new TreeMap<String, Value>(Value.ORDER);
            for (int i = 0; i < header.size(); i++) {
                if (row.put(header.get(i), Value.of(record.get(i))) != null) {
                    throw FunctionFailed.at(0, "duplicate column name " + header.get(i));
                }
            }
            rows.add(Value.object(row));
        }
        return Value.list(rows);
    }

    private static Value parseJson(String text) {
        try {
            return value(Json.parse(text));
        } catch (InvalidJson e) {
            throw FunctionFailed.at(0, "not JSON: " + e.getMessage());
        }
    }

    /// What a JSON value is as a value of ours.
    static Value value(Json json) {
        return switch (json) {
            case Json.Str(var text) -> Value.of(text);
            case Json.Num(var text) -> Value.of(Decimal.parse(text)
                    .orElseThrow(() -> new FunctionFailed("the number " + text + " is too large")));
            case Json.Bool(var flag) -> Value.of(flag);
            case Json.Null() -> Value.NULL;
            case Json.Arr(var items) -> Value.tuple(items.stream().map(EncodingFunctions::value).toList());
            case Json.Obj(var members) -> {
                var values = new TreeMap<String, Value>(Value.ORDER);
                members.forEach((name, member) -> values.put(name, value(member)));
                yield Value.object(values);
            }
        };
    }

    static String json(Value value) {
        return JsonText.compact(tree(value));
    }

    private static Json tree(Value value) {
        return switch (value) {
            case Value.Text(var text) -> Json.of(text);
            case Value.Figure(var number) -> new Json.Num(number.toString());
            case Value.Flag(var flag) -> Json.of(flag);
            case Value.Null _ -> new Json.Null();
            case Value.Items(var _, var items) -> Json.array(items.stream().map(EncodingFunctions::tree).toList());
            case Value.Members(var _, var members) -> {
                var object = Json.object();
                members.forEach((name, member) -> object.put(name, tree(member)));
                yield object.build();
            }
        };
    }
}
