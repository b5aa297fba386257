package slipway.bake;

import java.util.Arrays;
import java.util.Optional;

/// The attributes of a target, in the order in which they are printed.
public enum Key {
    DESCRIPTION("description", Kind.TEXT, Merge.REPLACE),
    ANNOTATIONS("annotations", Kind.TEXTS, Merge.ADD),
    ATTEST("attest", Kind.ATTESTS, Merge.ADD),
    CONTEXT("context", Kind.TEXT, Merge.REPLACE),
    CONTEXTS("contexts", Kind.PAIRS, Merge.ADD),
    DOCKERFILE("dockerfile", Kind.TEXT, Merge.REPLACE),
    DOCKERFILE_INLINE("dockerfile-inline", Kind.TEXT, Merge.REPLACE),
    ARGS("args", Kind.PAIRS, Merge.ADD),
    LABELS("labels", Kind.PAIRS, Merge.ADD),
    TAGS("tags", Kind.TEXTS, Merge.REPLACE),
    CACHE_FROM("cache-from", Kind.CACHES, Merge.ADD),
    CACHE_TO("cache-to", Kind.CACHES, Merge.REPLACE),
    TARGET("target", Kind.TEXT, Merge.REPLACE),
    SECRET("secret", Kind.SECRETS, Merge.ADD),
    SSH("ssh", Kind.SSH_KEYS, Merge.ADD),
    PLATFORMS("platforms", Kind.TEXTS, Merge.REPLACE),
    OUTPUT("output", Kind.EXPORTS, Merge.REPLACE),
    PULL("pull", Kind.FLAG, Merge.REPLACE),
    NO_CACHE("no-cache", Kind.FLAG, Merge.REPLACE),
    NETWORK("network", Kind.TEXT, Merge.REPLACE),
    NO_CACHE_FILTER("no-cache-filter", Kind.TEXTS, Merge.ADD),
    SHM_SIZE("shm-size", Kind.TEXT, Merge.REPLACE),
    ULIMITS("ulimits", Kind.TEXTS, Merge.ADD),
    CALL("call", Kind.TEXT, Merge.REPLACE),
    ENTITLEMENTS("entitlements", Kind.TEXTS, Merge.ADD),
    EXTRA_HOSTS("extra-hosts", Kind.PAIRS, Merge.ADD);

    /// What an attribute holds.
    public enum Kind {
        TEXT,
        FLAG,
        TEXTS,
        PAIRS,
        CACHES,
        EXPORTS,
        ATTESTS,
        SECRETS,
        SSH_KEYS
    }

    /// What becomes of a value when a target inherits it and has one of its own.
    public enum Merge {
        /// The own value counts.
        REPLACE,
        /// Both count, the own after the inherited.
        ADD
    }

    private final String attribute;
    private final Kind kind;
    private final Merge merge;

    Key(String attribute, Kind kind, Merge merge) {
        this.attribute = attribute;
        this.kind = kind;
        this.merge = merge;
    }

    /// As written in files.
    public String attribute() {
        return attribute;
    }

    public Kind kind() {
        return kind;
    }

    public Merge merge() {
        return merge;
    }

    static Optional<Key> named(String attribute) {
        return Arrays.stream(values()).filter(key -> key.attribute.equals(attribute)).findFirst();
    }
}
