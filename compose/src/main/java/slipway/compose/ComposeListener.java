package slipway.compose;

/// Hears how the composing of an image goes on. Called from several threads.
@FunctionalInterface
public interface ComposeListener {

    void heard(ComposeEvent event);

    /// Hears nothing.
    ComposeListener SILENT = _ -> {};
}
