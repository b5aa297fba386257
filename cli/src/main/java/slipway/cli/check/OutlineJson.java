package slipway.cli.check;

import java.util.List;
import java.util.Optional;
import slipway.check.outline.Outline;
import slipway.check.outline.Targets;
import slipway.diagnostics.Source;
import slipway.image.json.Json;

/// Targets and outlines in the JSON that `docker buildx` writes. What is empty is left out.
final class OutlineJson {

    private OutlineJson() {}

    static Json.Obj of(Targets targets) {
        List<Json.Obj> all = targets.all().stream().map(target -> {
            var json = Json.object().putIfPresent("name", target.name());
            if (targets.isDefault(target)) json.put("default", Json.of(true));
            return json.putIfPresent("description", target.description().filter(text -> !text.isEmpty()))
                    .put("base", target.base())
                    .putIfPresent("platform", target.platform())
                    .put("location", Places.location(targets.source(), target.place()))
                    .build();
        }).toList();
        return Json.object().put("targets", Json.array(all)).put("sources", sources(targets.source())).build();
    }

    static Json.Obj of(Outline outline) {
        var json = Json.object()
                .putIfPresent("name", outline.name())
                .putIfPresent("description", outline.description().filter(text -> !text.isEmpty()));
        list("args", outline.arguments().stream().map(argument -> argument(outline, argument)).toList(), json);
        list("secrets", outline.secrets().stream().map(access -> access(outline, access)).toList(), json);
        list("ssh", outline.ssh().stream().map(access -> access(outline, access)).toList(), json);
        return json.put("sources", sources(outline.source())).build();
    }

    private static void list(String name, List<Json.Obj> items, Json.ObjectBuilder json) {
        if (!items.isEmpty()) json.put(name, Json.array(items));
    }

    private static Json.Obj argument(Outline outline, Outline.Argument argument) {
        return Json.object()
                .put("name", argument.name())
                .putIfPresent("description", argument.description().filter(text -> !text.isEmpty()))
                .putIfPresent("value", Optional.of(argument.value()).filter(text -> !text.isEmpty()))
                .put("location", Places.location(outline.source(), argument.place()))
                .build();
    }

    private static Json.Obj access(Outline outline, Outline.Access access) {
        var json = Json.object().put("name", access.name());
        if (access.need() == Outline.Need.REQUIRED) json.put("required", Json.of(true));
        return json.put("location", Places.location(outline.source(), access.place())).build();
    }

    private static Json.Arr sources(Source source) {
        return Json.strings(List.of(Places.encoded(source.text())));
    }
}
