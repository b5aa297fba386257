package slipway.image.validate;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.image.Digest;
import slipway.image.HistoryEntry;
import slipway.image.ImageConfig;
import slipway.image.Platform;
import slipway.image.json.Json;

/// What a configuration must say by itself. OCI image specification, "Image Configuration".
final class ConfigRules {

    private final Digest digest;
    private final ImageConfig config;
    private final List<Problem> problems;

    ConfigRules(Digest digest, ImageConfig config, List<Problem> problems) {
        this.digest = digest;
        this.config = config;
        this.problems = problems;
    }

    void check(Json.Obj json, Optional<Platform> promised) {
        platform(promised);
        String type = json.object("rootfs").string("type").orElse("");
        if (!type.equals("layers")) wrong("has a rootfs of type \"" + type + "\" instead of \"layers\"");
        long withLayer = config.history().stream().filter(entry -> !entry.emptyLayer()).count();
        if (!config.history().isEmpty() && withLayer != config.diffIds().size()) {
            wrong("tells of " + withLayer + " steps that left a layer, but lists " + config.diffIds().size() + " layers");
        }
        config.created().ifPresent(time -> time("created", time));
        for (HistoryEntry entry : config.history()) entry.created().ifPresent(time -> time("history", time));
        for (String variable : config.run().env()) {
            if (variable.indexOf('=') < 1) wrong("sets an environment variable without a name or value: " + variable);
        }
    }

    private void platform(Optional<Platform> promised) {
        Platform real = config.platform();
        if (real.os().isEmpty() || real.architecture().isEmpty()) {
            wrong("does not say for which operating system and architecture it is");
        }
        boolean differs = promised.isPresent()
                && !(promised.get().os().equals(real.os()) && promised.get().architecture().equals(real.architecture())
                        && (real.variant().isEmpty() || promised.get().variant().equals(real.variant())));
        if (differs) wrong("is for " + real + ", but is pointed to as one for " + promised.get());
    }

    private void time(String where, String time) {
        try {
            OffsetDateTime.parse(time);
        } catch (DateTimeParseException e) {
            wrong("has a time in " + where + " that is none by RFC 3339: " + time);
        }
    }

    private void wrong(String what) {
        problems.add(Problem.of("configuration " + digest + " " + what));
    }
}
