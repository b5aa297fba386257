package slipway.cli.check;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import slipway.check.report.Lines;
import slipway.diagnostics.Location;
import slipway.diagnostics.Source;
import slipway.diagnostics.Span;
import slipway.image.json.Json;

/// Places in a Dockerfile as BuildKit writes them: one range for each line.
final class Places {

    private Places() {}

    static Json.Obj location(Source source, Span span) {
        return Json.object().put("ranges", ranges(source, span)).build();
    }

    static Json.Arr ranges(Source source, Span span) {
        Lines lines = Lines.of(source, span);
        List<Json.Obj> ranges = IntStream.rangeClosed(lines.first(), lines.last()).mapToObj(line -> Json.object()
                .put("start", Json.object().put("line", line).build())
                .put("end", Json.object().put("line", line).build())
                .build()).toList();
        return Json.array(ranges);
    }

    /// The place of an error; nothing for one without.
    static Json.Obj location(Optional<Location> place) {
        return place.map(known -> location(known.source(), known.span())).orElse(Json.EMPTY);
    }

    /// The text in base 64.
    static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
