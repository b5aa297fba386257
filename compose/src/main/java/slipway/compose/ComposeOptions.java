package slipway.compose;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import slipway.image.Platform;
import slipway.image.Store;
import slipway.image.layer.LayerOptions;

/// With what, and for what, an image is composed.
///
/// @param store where the image goes
/// @param cache a directory for downloads; several processes may share it
/// @param layers how layers are written; nothing in the image is later than their epoch
public record ComposeOptions(
        Store store, Path cache, Platform platform, Supply supply, Locking locking, LayerOptions layers) {

    /// Where packages come from.
    ///
    /// @param mirror a mirror that is used instead of the composition's and the machine's
    /// @param keyring a keyring that is used instead of the composition's and the machine's
    /// @param system the root of the system whose package sources and keyrings are read
    /// @param environment where proxies are named
    /// @param clock what a release's validity is measured by
    public record Supply(
            Optional<URI> mirror, Optional<Path> keyring, Path system, Map<String, String> environment,
            InstantSource clock) {

        /// This machine's package sources.
        public static Supply ofThisMachine() {
            return new Supply(Optional.empty(), Optional.empty(), Path.of("/"), System.getenv(), InstantSource.system());
        }

        public Supply withMirror(URI mirror) {
            return new Supply(Optional.of(mirror), keyring, system, environment, clock);
        }

        public Supply withKeyring(Path keyring) {
            return new Supply(mirror, Optional.of(keyring), system, environment, clock);
        }
    }

    /// Which lock is followed or written, and how.
    ///
    /// @param file where the lock is; when absent, it is `<composition file>.lock`, and one that is no file has none
    public record Locking(LockMode mode, Optional<Path> file) {}

    /// The usual: this machine's package sources, the lock beside the composition's file, gzip, and the epoch 0.
    public static ComposeOptions of(Store store, Path cache, Platform platform) {
        return new ComposeOptions(store, cache, platform, Supply.ofThisMachine(),
                new Locking(LockMode.USE, Optional.empty()),
                LayerOptions.at(0));
    }

    /// The same for another platform.
    public ComposeOptions with(Platform platform) {
        return new ComposeOptions(store, cache, platform, supply, locking, layers);
    }

    public ComposeOptions with(Supply supply) {
        return new ComposeOptions(store, cache, platform, supply, locking, layers);
    }

    public ComposeOptions with(LockMode mode) {
        return new ComposeOptions(store, cache, platform, supply, new Locking(mode, locking.file), layers);
    }

    public ComposeOptions withLockFile(Path file) {
        return new ComposeOptions(store, cache, platform, supply, new Locking(locking.mode, Optional.of(file)), layers);
    }

    public ComposeOptions with(LayerOptions layers) {
        return new ComposeOptions(store, cache, platform, supply, locking, layers);
    }
}
