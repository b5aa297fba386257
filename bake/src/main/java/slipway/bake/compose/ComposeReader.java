package slipway.bake.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import slipway.bake.Definition;
import slipway.bake.Draft;
import slipway.bake.Entry;
import slipway.bake.Group;
import slipway.bake.Key;
import slipway.bake.Setting;
import slipway.bake.Surroundings;
import slipway.bake.evaluate.Paths;
import slipway.compose.yaml.YamlNode;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.diagnostics.Suggestion;

/// Reads compose files: each service that has a `build` is a target, all of them are the group `default`.
public final class ComposeReader {

    private final Map<String, String> variables;
    private final List<Problem> warnings = new ArrayList<>();
    private final Map<String, Service> services = new LinkedHashMap<>();
    private final Map<String, Entry.Secret> secrets = new LinkedHashMap<>();

    private ComposeReader(Map<String, String> variables) {
        this.variables = variables;
    }

    /// Whether a text without a telling name is a compose file.
    public static boolean looksLike(Source source) {
        try {
            return YamlNode.parse(source) instanceof YamlNode.Mapping mapping && mapping.member("services").isPresent();
        } catch (SlipwayException.BadInput notYaml) {
            return false;
        }
    }

    /// Reads files, of which later ones add to and change what earlier ones say.
    ///
    /// @throws SlipwayException.BadInput at the place that is wrong
    public static Definition read(List<Source> files, Surroundings surroundings) {
        var variables = new LinkedHashMap<>(surroundings.environment());
        var known = surroundings.dotEnv().map(text -> DotEnv.read(text, variables)).orElse(variables);
        var all = new LinkedHashMap<>(known);
        all.putAll(surroundings.variables());
        var reader = new ComposeReader(all);
        for (Source file : files) reader.file(file);
        return reader.definition();
    }

    private void file(Source source) {
        var nodes = new ComposeNodes(variables, warnings);
        YamlNode.Mapping file = nodes.merged(YamlNode.parse(source).asMapping("a compose file"));
        if (file.member("services").isEmpty() && file.member("secrets").isEmpty()) {
            throw file.refuse(source.name() + " has no services", "a compose file has services with a build");
        }
        file.member("include").ifPresent(include -> {
            throw include.refuse("include is not supported", "give the files one after another with -f");
        });
        file.member("secrets").ifPresent(section -> {
            for (YamlNode.Pair pair : section.asMapping("secrets").pairs()) secret(nodes, pair);
        });
        var own = new LinkedHashMap<String, Service>();
        file.member("services").ifPresent(section -> {
            for (YamlNode.Pair pair : section.asMapping("services").pairs()) {
                own.put(pair.key().text(), new ServiceReader(nodes, warnings).read(pair));
            }
        });
        own.forEach((name, service) -> services.merge(name, extended(service, own, 0), Service::plus));
    }

    private void secret(ComposeNodes nodes, YamlNode.Pair pair) {
        if (!(pair.value() instanceof YamlNode.Mapping mapping)) return;
        String external = nodes.text(mapping, "external").orElse("false");
        if (external.equals("true")) return;
        secrets.put(pair.key().text(), new Entry.Secret(pair.key().text(),
                nodes.text(mapping, "file").map(Paths::clean).orElse(""),
                nodes.text(mapping, "environment").orElse("")));
    }

    private static Service extended(Service service, Map<String, Service> own, int depth) {
        if (service.base.isEmpty()) return service;
        Service base = own.get(service.base.get());
        if (base == null) throw wrong(service, service.name + " extends " + service.base.get()
                + ", which is not in this file",
                Suggestion.didYouMean(service.base.get(), own.keySet())
                        .orElse("services are " + String.join(", ", own.keySet())));
        if (depth > own.size()) throw wrong(service, service.name + " extends itself", "take one of the extends away");
        Service under = extended(base, own, depth + 1);
        Service both = under.plus(service);
        both.base = Optional.empty();
        return both;
    }

    private static SlipwayException.BadInput wrong(Service service, String message, String hint) {
        return new SlipwayException.BadInput(Problem.at(service.place.source(), service.place.span(), message).hint(hint));
    }

    private Definition definition() {
        var targets = new ArrayList<Draft>();
        var names = new ArrayList<String>();
        for (Service service : services.values()) {
            if (!service.builds) continue;
            String name = service.name.replace('.', '_');
            if (!name.matches("[a-zA-Z0-9_-]+")) throw wrong(service, "not a name for a target: " + service.name,
                    "names have letters, digits, - and _");
            checkLinks(service);
            addSecrets(service);
            names.add(name);
            targets.add(service.target(name, variables));
        }
        List<Group> groups = services.isEmpty() ? List.of() : List.of(new Group("default", "", names));
        return new Definition(groups, targets, List.of(), warnings);
    }

    private void checkLinks(Service service) {
        service.linked.forEach((name, place) -> {
            if (!services.containsKey(name)) throw new SlipwayException.BadInput(Problem.at(place.source(), place.span(),
                    "there is no service " + name).hint(Suggestion.didYouMean(name, services.keySet())
                            .orElse("services are " + String.join(", ", services.keySet()))));
        });
    }

    private void addSecrets(Service service) {
        service.secrets.forEach((name, place) -> {
            Entry.Secret secret = secrets.get(name);
            if (secret == null) throw new SlipwayException.BadInput(Problem.at(place.source(), place.span(),
                    "there is no secret " + name + " in this file")
                            .hint("define it under secrets, with file or environment"));
            service.set(Key.SECRET, new Setting.Entries(List.of(secret)));
        });
    }
}
