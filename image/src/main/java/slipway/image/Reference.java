package slipway.image;

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
    private static final Pattern REGISTRY = Pattern.compile(
            "(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\\[[0-9a-fA-F:]+])(?::[0-9]+)?");
    private static final Pattern REPOSITORY = Pattern.compile("[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");
    private static final Pattern TAG = Pattern.compile("\\w[\\w.-]{0,127}");

    /// Reads a name as people write it.
    ///
    /// @throws SlipwayException.BadInput when it is not one
    public static Reference parse(String text) {
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
        String first = slash < 0 ? "" : rest.substring(0, slash);
        boolean named = first.contains(".") || first.contains(":") || first.startsWith("[") || first.equals("localhost")
                || !first.equals(first.toLowerCase(java.util.Locale.ROOT));
        String registry = named ? first : DEFAULT_REGISTRY;
        String repository = named ? rest.substring(slash + 1) : rest;
        if (registry.equals("index.docker.io")) registry = DEFAULT_REGISTRY;
        if (registry.equals(DEFAULT_REGISTRY) && !repository.contains("/")) repository = "library/" + repository;
        check(text, registry, repository, tag);
        if (tag.isEmpty() && digest.isEmpty()) tag = Optional.of("latest");
        return new Reference(registry, repository, tag, digest);
    }

    private static void check(String text, String registry, String repository, Optional<String> tag) {
        if (!REPOSITORY.matcher(repository).matches() || repository.length() > 255) {
            String lower = text.toLowerCase(java.util.Locale.ROOT);
            Problem problem = Problem.of("not an image name: " + (text.isEmpty() ? "(empty)" : text));
            boolean onlyCase = !repository.equals(repository.toLowerCase(java.util.Locale.ROOT)) && REPOSITORY.matcher(repository.toLowerCase(java.util.Locale.ROOT)).matches();
            throw new SlipwayException.BadInput(problem.hint(onlyCase
                    ? "repository names are lower-case: " + lower
                    : "a name looks like [registry[:port]/]repository[:tag][@digest]"));
        }
        if (!REGISTRY.matcher(registry).matches()) {
            throw new SlipwayException.BadInput(Problem.of("not a registry: " + registry + " (in " + text + ")").hint("a registry is a host name, with :port if need be"));
        }
        if (tag.isPresent() && !TAG.matcher(tag.get()).matches()) {
            throw new SlipwayException.BadInput(Problem.of("not a tag: " + tag.get() + " (in " + text + ")")
                    .hint("a tag has at most 128 letters, digits, dots, dashes and underscores, and starts with no dot or dash"));
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

    /// The name as people write it: without the registry and namespace that go without saying.
    public String familiarName() {
        if (!registry.equals(DEFAULT_REGISTRY)) return name();
        return repository.startsWith("library/") ? repository.substring("library/".length()) : repository;
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
