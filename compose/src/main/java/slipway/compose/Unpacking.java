package slipway.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import slipway.compose.ComposeLock.Locked;
import slipway.compose.ComposeLock.LockedPackage;
import slipway.compose.mirror.Downloads;
import slipway.compose.mirror.SuiteSource;
import slipway.compose.unpack.DebFile;
import slipway.compose.unpack.Unpacked;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// Fetches and unpacks packages, several at a time. What they hold lies in spool files until this is closed.
final class Unpacking implements AutoCloseable {

    /// How many downloads go on at once.
    private static final int DOWNLOADS = 6;

    private final Downloads downloads;
    private final ComposeListener listener;
    private final List<Path> spools = new ArrayList<>();

    Unpacking(Downloads downloads, ComposeListener listener) {
        this.downloads = downloads;
        this.listener = listener;
    }

    /// The packages' contents, in the packages' order.
    ///
    /// @throws SlipwayException.BadInput when no mirror has a package any more
    List<Unpacked> unpack(Locked locked, PackagePlan plan) throws IOException {
        int cores = Math.max(1, Runtime.getRuntime().availableProcessors());
        var unpacked = new ArrayList<Future<Unpacked>>();
        try (ExecutorService fetching = Executors.newFixedThreadPool(DOWNLOADS, Thread.ofVirtual().factory());
                ExecutorService work = Executors.newFixedThreadPool(cores, Thread.ofPlatform().daemon().factory())) {
            try {
                for (LockedPackage item : locked.packages()) {
                    Path spool = downloads.temporary();
                    spools.add(spool);
                    Future<Path> file = fetching.submit(() -> fetch(item, locked, plan));
                    unpacked.add(work.submit(() -> DebFile.read(Waiting.await(file), item.name(), spool)));
                }
                var results = new ArrayList<Unpacked>();
                for (Future<Unpacked> result : unpacked) results.add(Waiting.await(result));
                return results;
            } finally {
                fetching.shutdownNow();
                work.shutdownNow();
            }
        }
    }

    /// The package's file. Mirrors are looked for only when it is not here.
    private Path fetch(LockedPackage item, Locked locked, PackagePlan plan) throws IOException {
        Optional<Path> present = downloads.present(item.digest(), item.size());
        if (present.isPresent()) {
            listener.heard(new ComposeEvent.Fetched(item.name(), item.version().text(), 0));
            return present.get();
        }
        for (SuiteSource source : plan.mirrors(locked.suites().get(item.suite()))) {
            Optional<Path> found = downloads.get(source.resolve(item.filename()), item.digest(), item.size());
            if (found.isEmpty()) continue;
            listener.heard(new ComposeEvent.Fetched(item.name(), item.version().text(), item.size()));
            return found.get();
        }
        throw new SlipwayException.BadInput(Problem.of("the mirror no longer has " + item.name() + " " + item.version())
                .hint("resolve anew with --update, or use a mirror that keeps old versions, as dated snapshots do"));
    }

    @Override
    public void close() throws IOException {
        for (Path spool : spools) Files.deleteIfExists(spool);
    }
}
