package slipway.cli.build;

import static slipway.cli.build.BuildOptions.FORMAT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import slipway.build.builder.Rehearsed;
import slipway.build.builder.Rehearsed.Outlook;
import slipway.cli.Call;
import slipway.cli.view.Listing;
import slipway.cli.view.Size;
import slipway.image.json.Json;

/// Shows what a build would do: `--dry-run`.
public final class DryRun {

    private final Call call;

    public DryRun(Call call) {
        this.call = call;
    }

    public void print(Rehearsed rehearsed) {
        var headings = new LinkedHashMap<String, String>();
        for (String heading : List.of("Step", "Outlook", "Where", "Name", "Digest")) {
            headings.put(heading, heading.toUpperCase(Locale.ROOT));
        }
        List<Rehearsed.Step> steps = rehearsed.steps();
        new Listing(List.of("Step", "Outlook", "Where", "Name"), headings).print(
                steps.stream().map(step -> row(step, steps.indexOf(step) + 1)).toList(),
                call.arguments().value(FORMAT).orElse(""), call::print);
        if (call.arguments().value(FORMAT).isPresent()) return;
        call.print("");
        var counts = new ArrayList<String>();
        for (Outlook outlook : Outlook.values()) {
            long count = steps.stream().filter(step -> step.outlook() == outlook).count();
            if (count > 0 && outlook != Outlook.ALWAYS) counts.add(count + " " + inWords(outlook));
        }
        call.print(counts.isEmpty() ? "nothing to do" : String.join(", ", counts));
    }

    private static String inWords(Outlook outlook) {
        return switch (outlook) {
            case CACHED -> "cached";
            case FETCH -> "to fetch";
            case RUN -> "to run";
            case DEPENDS -> "that depend on what these give";
            case ALWAYS -> "done each time";
        };
    }

    private static Json.Obj row(Rehearsed.Step step, int number) {
        String outlook = step.outlook().name().toLowerCase(Locale.ROOT);
        String size = step.outlook() == Outlook.FETCH && step.download().isPresent()
                ? " " + Size.human(step.download().getAsLong()) : "";
        return Json.object()
                .put("Step", String.valueOf(number))
                .put("Outlook", outlook + size)
                .put("Where", step.location().map(place -> place.source().name() + ":" + place.line()).orElse(""))
                .put("Name", step.name().replaceAll("\\s*\\R\\s*", " "))
                .put("Digest", step.digest().toString())
                .build();
    }
}
