package slipway.build.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import slipway.dockerfile.Command;
import slipway.dockerfile.HereDocument;
import slipway.dockerfile.Instruction;

/// `RUN`: a process, in the shell or not.
final class RunPlanner {

    private static final String SCRIPTS = "/dev/pipes/";
    private static final List<String> PROXIES = List.of("http_proxy", "https_proxy", "ftp_proxy", "no_proxy", "all_proxy");

    private RunPlanner() {}

    static void plan(Instruction.Run run, StageState state) {
        var scripts = new ArrayList<Vertex.Script>();
        List<String> arguments = arguments(run, state, scripts);
        var exec = new Vertex.Exec(state.files, arguments, environment(state), Paths.clean(state.directory), state.user,
                IsolationPlanner.plan(run, state), MountPlanner.plan(run, state), scripts, proxies(state),
                state.planning.request().processes(), state.machine, state.planning.epoch());
        state.rememberLayer("RUN " + argumentsPrefix(state) + String.join(" ", arguments) + " # buildkit",
                state.add(exec, run));
    }

    private static List<String> arguments(Instruction.Run run, StageState state, List<Vertex.Script> scripts) {
        return switch (run.command()) {
            case Command.ExecForm form -> {
                if (form.strings().isEmpty()) throw state.error(run.span(), "RUN needs a program to run");
                yield form.strings();
            }
            case Command.ShellForm(var text) -> shell(state, withHereDocuments(text.text(), run, scripts));
        };
    }

    /// A single here-document is the script itself; with more, the shell gets the whole text and finds them in it.
    private static String withHereDocuments(String text, Instruction.Run run, List<Vertex.Script> scripts) {
        List<HereDocument> documents = run.hereDocuments();
        if (documents.isEmpty()) return text;
        HereDocument first = documents.getFirst();
        if (documents.size() == 1 && text.strip().equals(first.marker().text())) {
            String content = first.strippedContent();
            if (!content.startsWith("#!")) return content;
            scripts.add(new Vertex.Script(SCRIPTS + first.name(), content));
            return SCRIPTS + first.name();
        }
        var whole = new StringBuilder(text);
        documents.forEach(document -> whole.append('\n').append(document.content()).append(document.name()));
        return whole.toString();
    }

    private static List<String> shell(StageState state, String text) {
        var arguments = new ArrayList<>(state.shellOrDefault());
        arguments.add(text);
        return arguments;
    }

    /// What the process gets: the variables that words see, too.
    private static List<String> environment(StageState state) {
        return state.variables.variables().entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    /// What `--build-arg` says of proxies, which no Dockerfile needs to declare. Programs differ in how they spell them.
    private static List<String> proxies(StageState state) {
        var variables = new ArrayList<String>();
        for (String name : PROXIES) {
            String upper = name.toUpperCase(Locale.ROOT);
            state.planning.argument(name).or(() -> state.planning.argument(upper)).ifPresent(value -> {
                for (String spelt : List.of(upper, name)) {
                    if (state.variable(spelt).isEmpty()) variables.add(spelt + "=" + value);
                }
            });
        }
        return variables;
    }

    /// `|2 A=1 B=2 `: the arguments that were in scope, as Docker's history tells them.
    private static String argumentsPrefix(StageState state) {
        var arguments = state.variables.arguments();
        if (arguments.isEmpty()) return "";
        return arguments.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" ", "|" + arguments.size() + " ", " "));
    }
}
