package slipway.build;

import java.util.List;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.image.Digest;

/// Hears what a build does, to show it. Called from several threads; calls for one step come in order:
/// [#planned], then [#started] with any [#output] and [#transferred], then one of [#cached], [#completed], [#failed] and
/// [#cancelled]. A step that waits in vain for another one is cancelled without having been started.
public interface Progress {

    /// A piece of work that is shown: a vertex of the plan, or work around it such as reading the Dockerfile.
    ///
    /// @param number from 1, in the order in which steps were planned
    /// @param digest names the step across builds
    /// @param name as shown: `[build 2/5] RUN make`, `[internal] load build context`, `exporting to image`
    /// @param inputs the steps this one waits for
    record Step(int number, Digest digest, String name, List<Digest> inputs) {
        public Step {
            inputs = List.copyOf(inputs);
        }
    }

    /// What a process wrote to.
    enum Channel {
        OUT,
        ERR
    }

    /// What a transfer within a step is about.
    enum TransferKind {
        DOWNLOAD,
        UPLOAD,
        UNPACK,
        /// Anything else that takes a while and has a size: hashing the context, writing an archive.
        OTHER
    }

    void planned(Step step);

    void started(Step step);

    /// The step has ended: its result was there already.
    void cached(Step step);

    /// A piece of what the step's process wrote, cut anywhere.
    void output(Step step, Channel channel, byte[] bytes, int length);

    /// So much of a thing within the step is done. `total` is absent when it is not known.
    ///
    /// @param subject what is moved, such as `sha256:…` or `context`
    void transferred(Step step, TransferKind kind, String subject, long done, Optional<Long> total);

    void completed(Step step);

    void failed(Step step, Problem problem);

    /// The step was given up since another one failed or the user stopped the build.
    void cancelled(Step step);

    /// Something the user should know; it stops nothing.
    void warning(Problem problem);

    /// Hears nothing.
    Progress SILENT = new Progress() {
        @Override
        public void planned(Step step) {}

        @Override
        public void started(Step step) {}

        @Override
        public void cached(Step step) {}

        @Override
        public void output(Step step, Channel channel, byte[] bytes, int length) {}

        @Override
        public void transferred(Step step, TransferKind kind, String subject, long done, Optional<Long> total) {}

        @Override
        public void completed(Step step) {}

        @Override
        public void failed(Step step, Problem problem) {}

        @Override
        public void cancelled(Step step) {}

        @Override
        public void warning(Problem problem) {}
    };
}
