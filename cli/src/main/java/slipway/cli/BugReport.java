package slipway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What is said, and kept in a file, when slipway itself is at fault.
final class BugReport {

    private BugReport() {}

    /// Writes a report to a file of its own in the temporary directory and returns the message for the user.
    static String write(Throwable bug, List<String> words) {
        String report = """
                slipway %s on Java %s, %s %s
                command: %s

                %s""".formatted(Version.current(), System.getProperty("java.version"), System.getProperty("os.name"),
                System.getProperty("os.arch"), redacted(words), stack(bug));
        String message = "error: this is a bug in slipway: " + summary(bug) + "\n";
        try {
            Path file = Files.createTempFile("slipway-bug-", ".txt");
            Files.writeString(file, report);
            return message + "  = hint: please report it and attach " + file + "\n";
        } catch (IOException e) {
            return message + report;
        }
    }

    /// The command and the names of its options: values may be secrets, operands may be names of no concern to others.
    private static String redacted(List<String> words) {
        var text = new StringBuilder("slipway");
        boolean commandSeen = false;
        for (String word : words) {
            if (word.startsWith("-")) {
                text.append(' ').append(word.contains("=") ? word.substring(0, word.indexOf('=')) + "=…" : word);
            } else if (!commandSeen) {
                text.append(' ').append(word);
                commandSeen = true;
            } else {
                text.append(" …");
            }
        }
        return text.toString();
    }

    private static String summary(Throwable bug) {
        String message = bug.getMessage();
        return bug.getClass().getSimpleName() + (message == null ? "" : ": " + message.lines().findFirst().orElse(""));
    }

    private static String stack(Throwable bug) {
        var text = new StringWriter();
        bug.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
