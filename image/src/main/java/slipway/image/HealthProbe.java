package slipway.image;

import java.util.List;
import slipway.image.json.Json;

/// How to ask a container whether it is well: Docker's `Healthcheck`. Durations are in nanoseconds; 0 means the default.
///
/// @param test `["NONE"]`, `["CMD", program, argument…]` or `["CMD-SHELL", text]`
public record HealthProbe(
        List<String> test, long interval, long timeout, long startPeriod, long startInterval, long retries) {

    public HealthProbe {
        test = List.copyOf(test);
    }

    static HealthProbe fromJson(Json.Obj json) {
        return new HealthProbe(json.strings("Test"), number(json, "Interval"), number(json, "Timeout"),
                number(json, "StartPeriod"), number(json, "StartInterval"), number(json, "Retries"));
    }

    private static long number(Json.Obj json, String key) {
        return json.number(key).orElse(0L);
    }

    Json.Obj toJson() {
        var json = Json.object().putUnlessEmpty("Test", test);
        putUnlessZero(json, "Interval", interval);
        putUnlessZero(json, "Timeout", timeout);
        putUnlessZero(json, "StartPeriod", startPeriod);
        putUnlessZero(json, "StartInterval", startInterval);
        putUnlessZero(json, "Retries", retries);
        return json.build();
    }

    private static void putUnlessZero(Json.ObjectBuilder json, String key, long value) {
        if (value != 0) json.put(key, value);
    }
}
