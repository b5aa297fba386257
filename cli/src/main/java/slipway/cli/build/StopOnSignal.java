package slipway.cli.build;

import slipway.build.run.execute.Cancellation;

/// Makes Ctrl-C and a polite end of the process cancel a build. That the process waits for what comes of it is seen to
/// elsewhere, for all commands.
public final class StopOnSignal implements AutoCloseable {

    private final Cancellation cancellation = new Cancellation();
    private final Thread hook = new Thread(cancellation::cancel, "cancel on signal");

    public StopOnSignal() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            cancellation.cancel();
        }
    }

    public Cancellation cancellation() {
        return cancellation;
    }

    /// The work has ended, one way or the other.
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            return; // The hook is running already.
        }
    }
}
