package slipway.build.solve;

/// Hears how the steps of a solve fare. Called from several threads.
///
/// @param <N> what steps are named by
public interface SolveListener<N> {

    void started(N step);

    void cached(N step);

    void completed(N step);

    void failed(N step, Throwable cause);

    /// The step did not run, or was stopped, since another one failed or the solve was cancelled.
    void cancelled(N step);
}
