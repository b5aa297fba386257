package slipway.image;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import slipway.image.json.Json;

/// How to run an image: the `config` object of its configuration, with Docker's additions.
///
/// `entrypoint`, `command` and `shell` tell "not set" from "set to nothing". What is in the object and not known here
/// stays in `other`.
public record RunConfig(
        String user,
        SortedSet<String> exposedPorts,
        List<String> env,
        Optional<List<String>> entrypoint,
        Optional<List<String>> command,
        SortedSet<String> volumes,
        String workingDirectory,
        SequencedMap<String, String> labels,
        Optional<String> stopSignal,
        Optional<HealthProbe> healthProbe,
        List<String> onBuild,
        Optional<List<String>> shell,
        boolean argumentsEscaped,
        SequencedMap<String, Json> other) {

    private static final Set<String> KNOWN = Set.of("User", "ExposedPorts", "Env", "Entrypoint", "Cmd", "Volumes",
            "WorkingDir", "Labels", "StopSignal", "Healthcheck", "OnBuild", "Shell", "ArgsEscaped");

    /// Members that Docker's old builder leaves behind about the container it made; they say nothing of the image.
    private static final Set<String> DROPPED = Set.of("Hostname", "Domainname", "AttachStdin", "AttachStdout",
            "AttachStderr",
            "Tty", "OpenStdin", "StdinOnce", "Image");

    public RunConfig {
        exposedPorts = Collections.unmodifiableSortedSet(new TreeSet<>(exposedPorts));
        env = List.copyOf(env);
        entrypoint = entrypoint.map(List::copyOf);
        command = command.map(List::copyOf);
        volumes = Collections.unmodifiableSortedSet(new TreeSet<>(volumes));
        labels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(labels));
        onBuild = List.copyOf(onBuild);
        shell = shell.map(List::copyOf);
        other = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(other));
    }

    /// Nothing set.
    public static RunConfig empty() {
        return fromJson(Json.EMPTY);
    }

    static RunConfig fromJson(Json.Obj json) {
        var other = new LinkedHashMap<>(json.members());
        other.keySet().removeAll(KNOWN);
        other.keySet().removeAll(DROPPED);
        return new RunConfig(
                json.string("User").orElse(""),
                new TreeSet<>(json.object("ExposedPorts").members().keySet()),
                json.strings("Env"),
                list(json, "Entrypoint"),
                list(json, "Cmd"),
                new TreeSet<>(json.object("Volumes").members().keySet()),
                json.string("WorkingDir").orElse(""),
                json.object("Labels").asStrings(),
                json.string("StopSignal").filter(signal -> !signal.isEmpty()),
                json.member("Healthcheck").map(value -> HealthProbe.fromJson(json.object("Healthcheck"))),
                json.strings("OnBuild"),
                list(json, "Shell"),
                json.isTrue("ArgsEscaped"),
                other);
    }

    private static Optional<List<String>> list(Json.Obj json, String key) {
        return json.member(key).map(value -> json.strings(key));
    }

    /// Its members in the order in which BuildKit writes them.
    Json.Obj toJson() {
        var json = Json.object().putUnlessEmpty("User", user);
        if (!exposedPorts.isEmpty()) json.put("ExposedPorts", emptyObjects(exposedPorts));
        json.putUnlessEmpty("Env", env);
        entrypoint.ifPresent(words -> json.put("Entrypoint", Json.strings(words)));
        command.ifPresent(words -> json.put("Cmd", Json.strings(words)));
        if (!volumes.isEmpty()) json.put("Volumes", emptyObjects(volumes));
        json.putUnlessEmpty("WorkingDir", workingDirectory);
        json.putUnlessEmpty("Labels", new TreeMap<>(labels));
        json.putIfPresent("StopSignal", stopSignal);
        if (argumentsEscaped) json.put("ArgsEscaped", Json.of(true));
        healthProbe.ifPresent(probe -> json.put("Healthcheck", probe.toJson()));
        json.putUnlessEmpty("OnBuild", onBuild);
        shell.ifPresent(words -> json.put("Shell", Json.strings(words)));
        other.forEach(json::put);
        return json.build();
    }

    private static Json.Obj emptyObjects(SortedSet<String> keys) {
        var json = Json.object();
        keys.forEach(key -> json.put(key, Json.EMPTY));
        return json.build();
    }

    public RunConfig withLabels(SequencedMap<String, String> labels) {
        return new RunConfig(user, exposedPorts, env, entrypoint, command, volumes, workingDirectory, labels, stopSignal,
                healthProbe,
                onBuild, shell, argumentsEscaped, other);
    }

    /// The value of an environment variable, if it is set.
    public Optional<String> variable(String name) {
        return env.stream()
                .filter(entry -> entry.startsWith(name + "="))
                .map(entry -> entry.substring(name.length() + 1))
                .findFirst();
    }
}
