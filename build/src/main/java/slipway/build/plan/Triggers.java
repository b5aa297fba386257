package slipway.build.plan;

import java.util.List;
import slipway.diagnostics.Source;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.parse.Parser;

/// The instructions that a base image asks to run in every stage that starts from it (`ONBUILD`).
final class Triggers {

    private Triggers() {}

    /// Reads each trigger as a little Dockerfile of its own, so that messages and words have a text to stand in.
    static List<Dockerfile> parse(List<String> triggers) {
        return triggers.stream()
                .map(trigger -> Parser.parse(Source.of("ONBUILD of the base image", "FROM scratch\n" + trigger + "\n")))
                .toList();
    }
}
