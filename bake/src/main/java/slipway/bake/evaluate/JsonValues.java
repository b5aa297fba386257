package slipway.bake.evaluate;

import slipway.image.json.InvalidJson;
import slipway.image.json.Json;

/// Values as JSON, and JSON as values.
public final class JsonValues {

    private JsonValues() {}

    /// @throws FunctionFailed when it is not JSON
    public static Value read(String json) {
        try {
            return EncodingFunctions.value(Json.parse(json));
        } catch (InvalidJson e) {
            throw new FunctionFailed("not JSON: " + e.getMessage());
        }
    }

    public static String write(Value value) {
        return EncodingFunctions.json(value);
    }
}
