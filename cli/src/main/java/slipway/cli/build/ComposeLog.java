package slipway.cli.build;

import java.util.function.Consumer;
import slipway.cli.view.Size;
import slipway.compose.ComposeEvent;
import slipway.compose.ComposeListener;

/// Tells how composing goes, a line for each event.
///
/// @param log takes the lines
public record ComposeLog(Consumer<String> log) implements ComposeListener {

    @Override
    public void heard(ComposeEvent event) {
        String line = switch (event) {
            case ComposeEvent.Verified(var suite, var codename, var date) -> "verified the release of " + suite + " ("
                    + codename + ") of " + date;
            case ComposeEvent.Resolved(var packages, var bytes, var from) -> packages + " packages, " + Size.human(bytes)
                    + ", from "
                    + switch (from) {
                        case MIRROR -> "the mirror";
                        case LOCK -> "the lock";
                    };
            case ComposeEvent.Excluded(var name, var neededBy) -> "left out " + name + ", needed by "
                    + String.join(", ", neededBy);
            case ComposeEvent.Fetched(var name, var version, var bytes) -> (bytes == 0 ? "have " : "fetched ") + name + " "
                    + version;
            case ComposeEvent.LayerWritten(var what, var bytes) -> "layer of " + what + ", " + Size.human(bytes);
            case ComposeEvent.Composed(var digest, var how) -> switch (how) {
                case MADE -> "composed " + digest;
                case PRESENT -> "is there already: " + digest;
            };
        };
        log.accept(line);
    }
}
