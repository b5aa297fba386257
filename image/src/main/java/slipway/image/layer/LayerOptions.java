package slipway.image.layer;

/// How a layer is written.
///
/// @param epoch seconds since 1970; what was modified later is written as modified then
public record LayerOptions(Compression compression, long epoch) {

    /// Gzip and no time later than `epoch`.
    public static LayerOptions at(long epoch) {
        return new LayerOptions(Compression.GZIP, epoch);
    }

    /// The time that is written for something modified at `modified`.
    public long clamp(long modified) {
        return Math.min(modified, epoch);
    }
}
