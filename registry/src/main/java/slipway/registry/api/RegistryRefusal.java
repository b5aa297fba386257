package slipway.registry.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;
import slipway.registry.transport.Answer;
import slipway.registry.transport.Redaction;

/// A registry's answer that is not the one hoped for, taken apart: the cause of the error that users see.
public final class RegistryRefusal extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_BODY = 16 << 10;

    private final transient Said said;

    private RegistryRefusal(Said said) {
        super(said.text());
        this.said = said;
    }

    /// What was said.
    ///
    /// @param purpose what we wanted, to finish the sentence "cannot …"
    /// @param registry whom we asked
    /// @param status the HTTP status
    /// @param errors the registry's own list (distribution specification, "Error Codes")
    /// @param body the beginning of the body, when it holds no such list
    public record Said(String purpose, String registry, int status, List<Fault> errors, String body,
            Optional<Duration> retryAfter) {

        String text() {
            String words = errors.isEmpty() ? body : errors.stream().map(Fault::text).collect(Collectors.joining("; "));
            return registry + " answered " + status + (words.isEmpty() ? "" : ": " + words);
        }
    }

    /// One error of a registry's list. Texts are safe to print.
    public record Fault(String code, String message, String detail) {
        String text() {
            String words = message.isEmpty() ? code.toLowerCase(java.util.Locale.ROOT).replace('_', ' ') : message;
            return detail.isEmpty() ? words : words + " (" + detail + ")";
        }
    }

    public Said said() {
        return said;
    }

    /// The error for an answer, of which as much is read as is needed to say why.
    static SlipwayException of(String purpose, String registry, Answer answer) {
        Said said = read(purpose, registry, answer);
        Problem problem = Problem.of("cannot " + purpose + ": " + said.text());
        return new SlipwayException.NetworkFailed(hint(said).map(problem::hint).orElse(problem), new RegistryRefusal(said));
    }

    private static Optional<String> hint(Said said) {
        boolean denied = said.errors.stream()
                .anyMatch(fault -> fault.code.equals("DENIED") || fault.code.equals("UNAUTHORIZED"));
        return switch (said.status) {
            case 401 -> Optional.of("slipway login " + said.registry);
            case 403 -> Optional.of("the login may lack the right to do this: slipway login " + said.registry);
            case 404 -> denied ? Optional.of("slipway login " + said.registry) : Optional.empty();
            case 429 -> Optional.of("the registry limits how often it is asked; "
                    + said.retryAfter.map(wait -> "try again in "
                    + wait.toSeconds() + " s").orElse("try again later") + ", log in, or use a mirror");
            case 413 -> Optional.of("a proxy before the registry may limit the size of uploads");
            default -> Optional.empty();
        };
    }

    private static Said read(String purpose, String registry, Answer answer) {
        byte[] bytes;
        try {
            bytes = answer.beginning(LONGEST_BODY);
        } catch (IOException broken) {
            bytes = new byte[0];
        }
        List<Fault> faults = faults(bytes);
        boolean text = answer.header("Content-Type").map(type -> type.startsWith("text/plain")).orElse(false);
        String body = faults.isEmpty() && text ? Redaction.text(new String(bytes, StandardCharsets.UTF_8)) : "";
        return new Said(purpose, registry, answer.status(), faults, body, answer.retryAfter());
    }

    private static List<Fault> faults(byte[] bytes) {
        try {
            return Json.parseObject(bytes).array("errors").stream()
                    .flatMap(item -> item instanceof Json.Obj fault ? java.util.stream.Stream.of(fault(fault))
                            : java.util.stream.Stream.empty())
                    .limit(8)
                    .toList();
        } catch (InvalidJson notAList) {
            return List.of();
        }
    }

    private static Fault fault(Json.Obj json) {
        String detail = json.member("detail").map(value -> value instanceof Json.Str(var text) ? text : value.toText())
                .orElse("");
        boolean empty = detail.equals("{}") || detail.equals("[]");
        return new Fault(Redaction.text(json.string("code").orElse("")), Redaction.text(json.string("message").orElse("")),
                empty ? "" : Redaction.text(detail));
    }
}
