package slipway.cli.check;

import java.util.List;
import slipway.image.json.Json;

/// What `--call` can ask for, told by `--call=subrequests.describe`. Names and versions are those of BuildKit's frontend.
final class Methods {

    private record Method(String name, String description, List<String> options) {}

    private static final List<Method> ALL = List.of(
            new Method("outline", "List all parameters current build target supports", List.of("target")),
            new Method("targets", "List all targets current build supports", List.of()),
            new Method("subrequests.describe", "List available subrequest types", List.of()));

    private static final String VERSION = "1.0.0";

    private Methods() {}

    static String text() {
        var out = new StringBuilder("NAME                 VERSION DESCRIPTION\n");
        for (Method method : ALL) {
            out.append(method.name).append(" ".repeat(21 - method.name.length())).append(VERSION).append("   ")
                    .append(method.description).append('\n');
        }
        return out.toString();
    }

    static Json.Arr json() {
        return Json.array(ALL.stream().map(Methods::json).toList());
    }

    private static Json.Obj json(Method method) {
        return Json.object()
                .put("name", "frontend." + method.name)
                .put("version", VERSION)
                .put("type", "rpc")
                .put("description", method.description)
                .put("opts", method.name.equals("subrequests.describe") ? new Json.Null() : Json.array(
                        method.options.stream().map(name -> named(name, "Target build stage")).toList()))
                .put("inputs", new Json.Null())
                .put("metadata", Json.array(List.of(named("result.json", ""), named("result.txt", ""))))
                .put("refs", new Json.Null())
                .build();
    }

    private static Json.Obj named(String name, String description) {
        return Json.object().put("name", name).put("description", description).build();
    }
}
