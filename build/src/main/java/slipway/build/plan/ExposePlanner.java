package slipway.build.plan;

import java.util.ArrayList;
import java.util.Comparator;
import slipway.diagnostics.SlipwayException;
import slipway.dockerfile.Instruction;
import slipway.dockerfile.Word;

/// `EXPOSE`: the ports the program listens on.
final class ExposePlanner {

    private ExposePlanner() {}

    static void plan(Instruction.Expose expose, StageState state) {
        var ports = new ArrayList<String>();
        for (Word word : expose.ports().stream().sorted(Comparator.comparing(Word::text)).toList()) {
            for (String text : state.expand(word).words()) {
                try {
                    ports.addAll(PortSpec.parse(text));
                } catch (SlipwayException.BadInput e) {
                    throw e.in(state.location(word.span()));
                }
            }
        }
        state.exposedPorts.addAll(ports);
        state.remember("EXPOSE " + GoNotation.plainList(ports));
    }
}
