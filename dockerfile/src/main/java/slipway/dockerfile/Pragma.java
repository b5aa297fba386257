package slipway.dockerfile;

import java.time.Duration;
import slipway.diagnostics.Span;

/// What a comment directly above an instruction asks of Slipway: `# slipway: no-cache`. To every other builder it is a
/// comment like others.
public sealed interface Pragma {

    /// The comment.
    Span span();

    /// `# slipway: no-cache`: the step runs in each build, whatever the cache knows.
    record NoCache(Span span) implements Pragma {}

    /// `# slipway: cache-ttl=24h`: what the cache knows of the step is good for so long and no longer.
    record CacheTtl(Duration age, Span span) implements Pragma {}
}
