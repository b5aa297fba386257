package slipway.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import slipway.compose.ComposeLock.Locked;
import slipway.compose.ComposeLock.LockedPackage;
import slipway.compose.debian.BinaryPackage;
import slipway.compose.debian.PackageIndex;
import slipway.compose.debian.Release;
import slipway.compose.debian.Resolution;
import slipway.compose.debian.Resolver;
import slipway.compose.mirror.Downloads;
import slipway.compose.mirror.Mirror;
import slipway.compose.mirror.SuiteSource;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Digest;

/// Finds out which packages an image is made of: from the lock, or from the mirrors' indexes.
final class PackagePlan {

    /// Raised with each change to how a closure is found.
    private static final int VERSION = 1;

    private final Composition composition;
    private final ComposeOptions options;
    private final Architecture architecture;
    private final Downloads downloads;
    private final ComposeListener listener;

    PackagePlan(Composition composition, ComposeOptions options, Architecture architecture, Downloads downloads,
            ComposeListener listener) {
        this.composition = composition;
        this.options = options;
        this.architecture = architecture;
        this.downloads = downloads;
        this.listener = listener;
    }

    /// The part of the lock that may be followed.
    ///
    /// @throws SlipwayException.BadInput when there must be one and there is none
    Optional<Locked> locked(Optional<ComposeLock> lock) {
        boolean follows = options.locking().mode() == LockMode.USE || options.locking().mode() == LockMode.LOCKED;
        if (!follows) return Optional.empty();
        Digest selection = composition.selection().digest(composition.origin());
        Optional<Locked> found = lock.filter(known -> known.selection().equals(selection))
                .map(known -> known.platforms().get(options.platform().toString()));
        found.ifPresent(known -> report(known, ComposeEvent.Resolved.From.LOCK));
        if (found.isPresent() || options.locking().mode() == LockMode.USE) return found;
        String why = lock.isEmpty() ? "there is no lock"
                : lock.get().selection().equals(selection) ? "the lock has nothing for " + options.platform()
                : "the lock is of other packages than the composition asks for";
        throw new SlipwayException.BadInput(Problem.of("the composition " + composition.name() + " is not locked: " + why)
                .hint("write the lock with --update"));
    }

    /// The packages as the mirrors offer them now.
    ///
    /// @param before the lock so far: no release may be older than the one it was made from
    /// @throws SlipwayException.CorruptData when one is
    Locked resolve(Optional<ComposeLock> before) throws IOException {
        List<Mirror> mirrors = open(Sources.of(composition, options, architecture.name()));
        var suites = new ArrayList<ComposeLock.Suite>();
        if (mirrors.isEmpty()) {
            throw new SlipwayException.BadInput(Problem.of("this machine's sources for " + composition.origin().suite()
                    + " are not those of " + composition.origin().distribution()));
        }
        for (Mirror mirror : mirrors) {
            Release release = mirror.release();
            suites.add(new ComposeLock.Suite(mirror.source().suite(), release.codename(), release.version(),
                    release.date().toString(), path(mirror.source()), mirror.digest()));
            listener.heard(new ComposeEvent.Verified(mirror.source().suite(), release.codename(),
                    release.date().toString()));
        }
        before.map(lock -> lock.platforms().get(options.platform().toString()))
                .ifPresent(known -> suites.forEach(suite -> checkNotOlder(suite, known)));
        Locked locked = resolve(mirrors, suites);
        report(locked, ComposeEvent.Resolved.From.MIRROR);
        return locked;
    }

    private static void checkNotOlder(ComposeLock.Suite now, Locked known) {
        for (ComposeLock.Suite then : known.suites()) {
            boolean older = then.name().equals(now.name()) && Instant.parse(now.date()).isBefore(Instant.parse(then.date()));
            if (!older) continue;
            throw new SlipwayException.CorruptData(
                    Problem.of("the mirror's release of " + now.name() + " is of " + now.date()
                            + ", older than the one in the lock, of " + then.date())
                    .hint("the mirror is out of date, or its updates are held back; delete the lock if that is intended"));
        }
    }

    private List<Mirror> open(List<SuiteSource> sources) throws IOException {
        Instant now = options.supply().clock().instant();
        var opened = new ArrayList<Future<Optional<Mirror>>>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (SuiteSource source : sources) opened.add(threads.submit(() -> Mirror.open(source, downloads, now)));
            var mirrors = new ArrayList<Mirror>();
            for (Future<Optional<Mirror>> mirror : opened) Waiting.await(mirror).ifPresent(mirrors::add);
            return mirrors;
        }
    }

    /// The closure, or the one that was found before in the very same releases.
    private Locked resolve(List<Mirror> mirrors, List<ComposeLock.Suite> suites) throws IOException {
        Digest selection = composition.selection().digest(composition.origin());
        var bare = new ComposeLock(selection, new TreeMap<>());
        String platform = options.platform().toString();
        String asked = bare.with(platform, new Locked(suites, List.of(), Optional.empty())).toText();
        Path record = options.cache().resolve("resolved").resolve(Digest.ofUtf8(VERSION + asked).hex());
        Optional<Locked> known = ComposeLock.read(record).map(lock -> lock.platforms().get(platform));
        if (known.isPresent()) return known.get();
        var index = new PackageIndex(architecture.name());
        for (Mirror mirror : mirrors) mirror.addTo(index, mirrors.indexOf(mirror));
        Composition.Selection wanted = composition.selection();
        Resolution resolution = Resolver.resolve(index, wanted.packages(), wanted.exclusions());
        resolution.excluded().forEach((name, neededBy) -> listener.heard(new ComposeEvent.Excluded(name, neededBy)));
        var locked = new Locked(suites, resolution.packages().stream().map(PackagePlan::lock).toList(), Optional.empty());
        Files.createDirectories(record.getParent());
        bare.with(platform, locked).write(record);
        return locked;
    }

    /// Where on its host the mirror is; a directory of this machine is nobody else's business.
    private static String path(SuiteSource source) {
        return "file".equalsIgnoreCase(source.root().getScheme()) ? "" : source.root().getPath();
    }

    private static LockedPackage lock(Resolution.Selected selected) {
        BinaryPackage binary = selected.binary();
        return new LockedPackage(binary.name(), binary.version(), binary.architecture(), selected.group(), binary.suite(),
                binary.filename(),
                binary.size(), binary.digest());
    }

    /// The mirrors that may have the packages of a suite, the likeliest first.
    List<SuiteSource> mirrors(ComposeLock.Suite suite) throws IOException {
        List<SuiteSource> all = Sources.of(composition, options, architecture.name());
        var ordered = new ArrayList<>(all.stream().filter(source -> source.suite().equals(suite.name())).toList());
        all.stream().filter(source -> ordered.stream().noneMatch(other -> other.root().equals(source.root())))
                .forEach(ordered::add);
        return ordered;
    }

    private void report(Locked locked, ComposeEvent.Resolved.From from) {
        long bytes = locked.packages().stream().mapToLong(LockedPackage::size).sum();
        listener.heard(new ComposeEvent.Resolved(locked.packages().size(), bytes, from));
    }
}
