package slipway.cli.command;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.cli.holdings.Holding;
import slipway.cli.holdings.Holdings;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Suggestion;
import slipway.image.Reference;

/// What `--filter` lets through. Several of one key: one must match; several keys: all must.
record Filters(List<NamePattern> references, List<String> labels, Optional<Instant> before, Optional<Instant> since,
        Optional<Boolean> dangling) {
    private static final List<String> KEYS = List.of("reference", "label", "before", "since", "dangling");

    static Filters parse(List<String> texts, Holdings holdings) throws IOException {
        var references = new ArrayList<NamePattern>();
        var labels = new ArrayList<String>();
        Optional<Instant> before = Optional.empty();
        Optional<Instant> since = Optional.empty();
        Optional<Boolean> dangling = Optional.empty();
        for (String text : texts) {
            int equals = text.indexOf('=');
            String key = equals < 0 ? text : text.substring(0, equals);
            String value = text.substring(equals + 1);
            if (!KEYS.contains(key) || equals < 0) {
                throw usage("not a filter: " + text, Suggestion.didYouMean(key, KEYS).map(found -> found + " ").orElse("")
                        + "filters are " + String.join(", ", KEYS) + ", each followed by = and a value");
            }
            switch (key) {
                case "reference" -> references.add(NamePattern.of(value));
                case "label" -> labels.add(value);
                case "before" -> before = Optional.of(time(value, holdings));
                case "since" -> since = Optional.of(time(value, holdings));
                default -> dangling = Optional.of(truth(value));
            }
        }
        return new Filters(references, labels, before, since, dangling);
    }

    private static Instant time(String image, Holdings holdings) throws IOException {
        return holdings.find(image).created().orElseThrow(() -> new SlipwayException.BadInput(
                Problem.of("the image " + image + " does not say when it was made")
                        .hint("reproducible images are not dated")));
    }

    private static boolean truth(String value) {
        return switch (value) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw usage("dangling is true or false, not " + value, "dangling images have lost their name");
        };
    }

    boolean hasReferences() {
        return !references.isEmpty();
    }

    boolean accepts(Reference name) {
        return references.isEmpty() || references.stream().anyMatch(pattern -> pattern.matches(name));
    }

    boolean accepts(Holding holding) {
        boolean older = before.map(limit -> holding.created().filter(limit::isAfter).isPresent()).orElse(true);
        boolean newer = since.map(limit -> holding.created().filter(limit::isBefore).isPresent()).orElse(true);
        return older && newer && labels.stream().allMatch(label -> has(holding, label));
    }

    private static boolean has(Holding holding, String label) {
        int equals = label.indexOf('=');
        String key = equals < 0 ? label : label.substring(0, equals);
        return holding.image()
                .flatMap(image -> Optional.ofNullable(image.config().run().labels().get(key)))
                .filter(value -> equals < 0 || value.equals(label.substring(equals + 1)))
                .isPresent();
    }

    private static SlipwayException.Usage usage(String message, String hint) {
        return new SlipwayException.Usage(Problem.of(message).hint(hint));
    }
}
