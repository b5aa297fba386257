package slipway.compose;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import slipway.image.Platform;
import slipway.image.Store;
import slipway.image.layer.Compression;

/// With what, and for what, an image is composed.
///
/// @param store where the image goes
/// @param cache a directory for downloads; several processes may share it
/// @param mirror a mirror that is used instead of the composition's and the machine's
/// @param keyring a keyring that is used instead of the composition's and the machine's
/// @param lockFile where the lock is; absent when the composition is no file and has none
/// @param epoch seconds since 1970; nothing in the image is later
/// @param system the root of the system whose package sources are read
/// @param environment where proxies are named
/// @param clock what a release's validity is measured by
public record ComposeOptions(
        Store store,
        Path cache,
        Platform platform,
        Optional<URI> mirror,
        Optional<Path> keyring,
        LockMode lockMode,
        Optional<Path> lockFile,
        long epoch,
        Compression compression,
        Path system,
        Map<String, String> environment,
        InstantSource clock) {

    /// The usual: this machine's package sources, and the lock beside the composition's file.
    public static ComposeOptions of(Store store, Path cache, Platform platform) {
        return new ComposeOptions(store, cache, platform, Optional.empty(), Optional.empty(), LockMode.USE, Optional.empty(), 0,
                Compression.GZIP, Path.of("/"), System.getenv(), InstantSource.system());
    }

    public ComposeOptions withMirror(URI mirror) {
        return new ComposeOptions(store, cache, platform, Optional.of(mirror), keyring, lockMode, lockFile, epoch, compression, system,
                environment, clock);
    }

    public ComposeOptions withKeyring(Path keyring) {
        return new ComposeOptions(store, cache, platform, mirror, Optional.of(keyring), lockMode, lockFile, epoch, compression, system,
                environment, clock);
    }

    public ComposeOptions withLock(LockMode mode) {
        return new ComposeOptions(store, cache, platform, mirror, keyring, mode, lockFile, epoch, compression, system, environment, clock);
    }

    public ComposeOptions withLockFile(Path file) {
        return new ComposeOptions(store, cache, platform, mirror, keyring, lockMode, Optional.of(file), epoch, compression, system,
                environment, clock);
    }

    public ComposeOptions withEpoch(long epoch) {
        return new ComposeOptions(store, cache, platform, mirror, keyring, lockMode, lockFile, epoch, compression, system, environment, clock);
    }

    public ComposeOptions withCompression(Compression compression) {
        return new ComposeOptions(store, cache, platform, mirror, keyring, lockMode, lockFile, epoch, compression, system, environment, clock);
    }

    /// Reads package sources and keyrings below another root directory.
    public ComposeOptions withSystem(Path system) {
        return new ComposeOptions(store, cache, platform, mirror, keyring, lockMode, lockFile, epoch, compression, system, environment, clock);
    }

    public ComposeOptions withClock(InstantSource clock) {
        return new ComposeOptions(store, cache, platform, mirror, keyring, lockMode, lockFile, epoch, compression, system, environment, clock);
    }
}
