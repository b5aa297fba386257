package slipway.build.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import slipway.diagnostics.Source;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.parse.Parser;

/// The instructions that a base image asks to run in every stage that starts from it (`ONBUILD`).
final class Triggers {

    private Triggers() {}

    /// Reads each trigger; with it comes the text it stands in, for messages and for its words.
    static SequencedMap<Instruction, Dockerfile> parse(List<String> triggers, char escape) {
        var parsed = new LinkedHashMap<Instruction, Dockerfile>();
        for (String trigger : triggers) {
            String directive = escape == '\\' ? "" : "# escape=" + escape + "\n";
            Dockerfile file = Parser.parse(Source.of("ONBUILD of the base image", directive + "FROM scratch\n" + trigger + "\n"));
            file.stages().getLast().instructions().forEach(instruction -> parsed.put(instruction, file));
        }
        return parsed;
    }
}
