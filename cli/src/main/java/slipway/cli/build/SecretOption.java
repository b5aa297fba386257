package slipway.cli.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import slipway.build.ProcessOptions.Secret;
import slipway.cli.Call;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// `--secret id=token,src=token.txt`: a secret from a file or a variable. With neither named, the ID is looked for among the
/// variables, and then among the files.
public final class SecretOption {

    private static final int MAX_BYTES = 500 << 10;
    private static final Set<String> KEYS = Set.of("id", "type", "src", "source", "env");

    private SecretOption() {}

    /// The secrets by ID, read when they are needed.
    public static SequencedMap<String, Secret> parseAll(Call call, List<String> options) {
        var secrets = new LinkedHashMap<String, Secret>();
        for (String option : options) {
            var values = KeyValues.parse("--secret", option);
            for (String key : values.keySet()) {
                if (!KEYS.contains(key)) throw usage("--secret does not know " + key + ": " + option);
            }
            String id = Optional.ofNullable(values.get("id")).filter(text -> !text.isEmpty())
                    .orElseThrow(() -> usage("a secret needs an id: " + option));
            secrets.put(id, secret(call, id, values));
        }
        return secrets;
    }

    private static Secret secret(Call call, String id, SequencedMap<String, String> values) {
        Optional<String> file = Optional.ofNullable(values.get("src")).or(() -> Optional.ofNullable(values.get("source")))
                .filter(text -> !text.isEmpty());
        Optional<String> variable = Optional.ofNullable(values.get("env")).filter(text -> !text.isEmpty());
        switch (values.getOrDefault("type", "")) {
            case "env" -> {
                if (variable.isEmpty()) variable = file.or(() -> Optional.of(id));
            }
            case "file" -> {
                if (variable.isEmpty() && file.isEmpty()) file = Optional.of(id);
            }
            case "" -> {
                if (variable.isEmpty() && file.isEmpty() && call.environment().containsKey(id)) variable = Optional.of(id);
            }
            default -> throw usage("a secret is of type file or env, not " + values.get("type"));
        }
        if (variable.isPresent()) return ofVariable(call.environment().getOrDefault(variable.get(), ""));
        return ofFile(id, call.path(file.orElse(id)));
    }

    private static Secret ofVariable(String value) {
        return () -> value.getBytes(StandardCharsets.UTF_8);
    }

    private static Secret ofFile(String id, Path file) {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new SlipwayException.BadInput(Problem.of("the file of the secret " + id + " cannot be read: " + file)
                    .hint("name it with --secret id=" + id + ",src=FILE, or a variable with env=NAME"));
        }
        return () -> read(id, file);
    }

    private static byte[] read(String id, Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] value = in.readNBytes(MAX_BYTES + 1);
            if (value.length <= MAX_BYTES) return value;
            throw new SlipwayException.BadInput(Problem.of("the secret " + id + " is too large: secrets have "
                    + MAX_BYTES + " bytes at most"));
        }
    }

    private static SlipwayException.Usage usage(String message) {
        return new SlipwayException.Usage(Problem.of(message)
                .hint("write --secret id=NAME,src=FILE or id=NAME,env=VARIABLE"));
    }
}
