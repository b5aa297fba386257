package slipway.image;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// The name of an image: registry, repository, and tag or digest or both.
///
/// Names are normalised as Docker does: no registry means `docker.io`, one word there means `library/`, and no tag and no
/// digest means `latest`. The grammar is that of the distribution project's reference package.
public record Reference(String registry, String repository, Optional<String> tag, Optional<Digest> digest)
        implements Comparable<Reference> {

    private static final String DEFAULT_REGISTRY = "docker.io";
    private static final String DEFAULT_NAMESPACE = "library/";
    private static final int MAX_LENGTH = 255;

    private static final String HOST_PART = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private static final Pattern REGISTRY =
            Pattern.compile("(?:" + HOST_PART + "(?:\\." + HOST_PART + ")*|\\[[0-9a-fA-F:]+])(?::[0-9]+)?");
    private static final String PATH_PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
    private static final Pattern REPOSITORY = Pattern.compile(PATH_PART + "(?:/" + PATH_PART + ")*");
    private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");
    private static final Pattern IMAGE_ID = Pattern.compile("[0-9a-f]{64}");

    /// Reads a name as people write it.
    ///
    /// @throws SlipwayException.BadInput when it is not one
    public static Reference parse(String text) {
        if (IMAGE_ID.matcher(text).matches()) {
            throw new SlipwayException.BadInput(Problem.of("not an image name: " + text)
                    .hint("it looks like an image ID; a name cannot look like that"));
        }
        String rest = text;
        Optional<Digest> digest = Optional.empty();
        int at = rest.indexOf('@');
        if (at >= 0) {
            digest = Optional.of(Digest.parse(rest.substring(at + 1)));
            rest = rest.substring(0, at);
        }
        Optional<String> tag = Optional.empty();
        int colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
        if (colon >= 0) {
            tag = Optional.of(rest.substring(colon + 1));
            rest = rest.substring(0, colon);
        }
        int slash = rest.indexOf('/');
        boolean named = slash >= 0 && isRegistry(rest.substring(0, slash));
        String registry = named ? rest.substring(0, slash) : DEFAULT_REGISTRY;
        String repository = named ? rest.substring(slash + 1) : rest;
        if (registry.equals("index.docker.io")) registry = DEFAULT_REGISTRY;
        if (registry.equals(DEFAULT_REGISTRY) && !repository.contains("/")) repository = DEFAULT_NAMESPACE + repository;
        check(text, registry, repository, tag);
        if (tag.isEmpty() && digest.isEmpty()) tag = Optional.of("latest");
        return new Reference(registry, repository, tag, digest);
    }

    /// Whether the first of several parts of a name is a registry and not the beginning of a repository on Docker's.
    private static boolean isRegistry(String first) {
        return first.contains(".") || first.contains(":") || first.startsWith("[") || first.equals("localhost")
                || !first.equals(first.toLowerCase(Locale.ROOT));
    }

    private static boolean isRepository(String text) {
        return text.length() <= MAX_LENGTH && REPOSITORY.matcher(text).matches();
    }

    private static void check(String text, String registry, String repository, Optional<String> tag) {
        if (!isRepository(repository)) {
            Problem problem = Problem.of("not an image name: " + (text.isEmpty() ? "(empty)" : text));
            String lower = repository.toLowerCase(Locale.ROOT);
            boolean onlyCase = !repository.equals(lower) && isRepository(lower);
            String written = text.contains(repository) ? repository : repository.substring(DEFAULT_NAMESPACE.length());
            throw new SlipwayException.BadInput(problem.hint(onlyCase
                    ? "repository names are lower-case: " + text.replace(written, written.toLowerCase(Locale.ROOT))
                    : "a name looks like [registry[:port]/]repository[:tag][@digest]"));
        }
        if (registry.length() > MAX_LENGTH || !REGISTRY.matcher(registry).matches()) {
            throw new SlipwayException.BadInput(Problem.of("not a registry: " + registry + " (in " + text + ")")
                    .hint("a registry is a host name, with :port if need be"));
        }
        if (tag.isPresent() && !TAG.matcher(tag.get()).matches()) {
            throw new SlipwayException.BadInput(Problem.of("not a tag: " + tag.get() + " (in " + text + ")")
                    .hint("a tag has at most 128 letters, digits, dots, dashes and underscores, no dot or dash first"));
        }
    }

    /// This name, pointing to exactly that manifest; the tag stays, to be shown.
    public Reference with(Digest digest) {
        return new Reference(registry, repository, tag, Optional.of(digest));
    }

    public Reference withTag(String tag) {
        return new Reference(registry, repository, Optional.of(tag), Optional.empty());
    }

    /// Repository with its registry: what a tag or digest is looked up in.
    public String name() {
        return registry + "/" + repository;
    }

    /// The name as people write it: without the registry and namespace that go without saying. What would be read as
    /// another name without them keeps them.
    public String familiarName() {
        if (!registry.equals(DEFAULT_REGISTRY)) return name();
        int slash = repository.indexOf('/');
        if (slash < 0 || isRegistry(repository.substring(0, slash))) return name();
        boolean official = repository.startsWith(DEFAULT_NAMESPACE) && slash == repository.lastIndexOf('/');
        return official ? repository.substring(DEFAULT_NAMESPACE.length()) : repository;
    }

    /// Tag or digest, the digest if there are both: the last part of a manifest's address in a registry.
    public String tagOrDigest() {
        return digest.map(Digest::toString).or(() -> tag).orElse("latest");
    }

    /// The short form of the whole: `alpine:3.20`, `localhost:5000/app@sha256:…`.
    public String familiar() {
        return familiarName() + suffix();
    }

    private String suffix() {
        return tag.map(t -> ":" + t).orElse("") + digest.map(d -> "@" + d).orElse("");
    }

    @Override
    public int compareTo(Reference other) {
        return toString().compareTo(other.toString());
    }

    /// The full form, registry and all.
    @Override
    public String toString() {
        return name() + suffix();
    }
}
