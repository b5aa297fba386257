package slipway.cli.bake;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import slipway.bake.Entry;
import slipway.bake.Entry.Attest;
import slipway.bake.Entry.Export;
import slipway.bake.Key;
import slipway.bake.Setting;
import slipway.bake.Target;
import slipway.cli.build.BuildOptions;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Says a target in the words of `slipway build`.
final class TargetWords {

    /// Attributes that are an option each.
    private static final Map<Key, String> OPTIONS = new EnumMap<>(Map.ofEntries(
            Map.entry(Key.ANNOTATIONS, "--annotation"),
            Map.entry(Key.ATTEST, "--attest"),
            Map.entry(Key.CONTEXTS, "--build-context"),
            Map.entry(Key.ARGS, "--build-arg"),
            Map.entry(Key.LABELS, "--label"),
            Map.entry(Key.TAGS, "--tag"),
            Map.entry(Key.CACHE_FROM, "--cache-from"),
            Map.entry(Key.CACHE_TO, "--cache-to"),
            Map.entry(Key.TARGET, "--target"),
            Map.entry(Key.SECRET, "--secret"),
            Map.entry(Key.SSH, "--ssh"),
            Map.entry(Key.PLATFORMS, "--platform"),
            Map.entry(Key.OUTPUT, "--output"),
            Map.entry(Key.PULL, "--pull"),
            Map.entry(Key.NO_CACHE, "--no-cache"),
            Map.entry(Key.NETWORK, "--network"),
            Map.entry(Key.NO_CACHE_FILTER, "--no-cache-filter"),
            Map.entry(Key.SHM_SIZE, "--shm-size"),
            Map.entry(Key.ULIMITS, "--ulimit"),
            Map.entry(Key.CALL, "--call"),
            Map.entry(Key.ENTITLEMENTS, "--allow"),
            Map.entry(Key.EXTRA_HOSTS, "--add-host")));

    private static final Set<String> KNOWN = BuildOptions.page("build", "").options().stream()
            .flatMap(option -> option.names().stream()).collect(Collectors.toUnmodifiableSet());

    private final Target target;
    private final List<String> words = new ArrayList<>();

    private TargetWords(Target target) {
        this.target = target;
    }

    /// Options, then `--` and the context.
    ///
    /// @throws SlipwayException.BadInput when the target has an attribute that builds do not
    static List<String> of(Target target) {
        var words = new TargetWords(target);
        target.settings().forEach(words::add);
        words.addDockerfile();
        words.words.addAll(List.of("--", words.context()));
        return words.words;
    }

    private String context() {
        return target.text(Key.CONTEXT).orElse(".");
    }

    private void add(Key key, Setting setting) {
        switch (key) {
            case DESCRIPTION, CONTEXT, DOCKERFILE, DOCKERFILE_INLINE -> {}
            case ANNOTATIONS, ATTEST, CONTEXTS, ARGS, LABELS, TAGS, CACHE_FROM, CACHE_TO, TARGET, SECRET, SSH, PLATFORMS,
                    OUTPUT,
                    PULL, NO_CACHE, NETWORK, NO_CACHE_FILTER, SHM_SIZE, ULIMITS, CALL, ENTITLEMENTS, EXTRA_HOSTS -> {
                for (String value : values(key, setting)) option(key, value);
            }
        }
    }

    private static List<String> values(Key key, Setting setting) {
        return switch (setting) {
            case Setting.Text(var text) -> text.isEmpty() || text.equals("default") && key == Key.NETWORK ? List.of()
                    : List.of(text);
            case Setting.Flag(var flag) -> flag ? List.of("true") : List.of();
            case Setting.Texts(var texts) -> texts;
            case Setting.Pairs(var pairs) -> pairs.entrySet().stream().filter(pair -> !pair.getValue().startsWith("target:")
                            || key != Key.CONTEXTS)
                    .flatMap(pair -> (key == Key.EXTRA_HOSTS ? List.of(pair.getValue().split(","))
                            : List.of(pair.getValue()))
                            .stream().map(value -> pair.getKey() + "=" + value)).toList();
            case Setting.Entries(var entries) -> entries.stream().filter(TargetWords::isAsked).map(TargetWords::word)
                    .toList();
        };
    }

    private static boolean isAsked(Entry entry) {
        return !(entry instanceof Attest attest && attest.use() == Attest.Use.DISABLED);
    }

    /// What goes to Docker's own store elsewhere goes to the store here.
    private static String word(Entry entry) {
        if (entry instanceof Export export && export.type().equals("docker") && export.destination().isEmpty()) {
            return new Export("image", "", export.attributes()).option();
        }
        return entry.option();
    }

    private void option(Key key, String value) {
        String option = OPTIONS.get(key);
        if (option == null) throw new IllegalStateException("no option for " + key);
        if (KNOWN.contains(option)) words.add(option + "=" + value);
        else if (key != Key.ENTITLEMENTS) throw unsupported(key.attribute());
    }

    private void addDockerfile() {
        String file = target.text(Key.DOCKERFILE).orElse("Dockerfile");
        if (target.text(Key.DOCKERFILE_INLINE).isPresent()) {
            words.add("--file=-");
        } else if (!file.equals("Dockerfile")) {
            boolean local = !context().matches("(?i)(https?|git|ssh)://.*|git@.*|github\\.com/.*");
            String plain = file.startsWith("cwd://") ? file.substring("cwd://".length()) : file;
            boolean joined = local && !file.startsWith("cwd://") && !file.startsWith("/") && !context().equals(".");
            words.add("--file=" + (joined ? context() + "/" + plain : plain));
        }
    }

    private SlipwayException.BadInput unsupported(String what) {
        return new SlipwayException.BadInput(Problem.of("the target " + target.name() + " has " + what
                + ", which is not supported").hint("slipway help build lists what builds can do; --print shows the target"));
    }
}
