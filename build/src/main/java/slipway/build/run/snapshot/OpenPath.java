package slipway.build.run.snapshot;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import slipway.build.linux.FileCalls;
import slipway.image.layer.EntryOrder;

/// The open directories on the way from a root to where we are, so that neighbours cost nothing. Links are never followed:
/// a link on the way is an error.
final class OpenPath implements AutoCloseable {

    /// How the next directory on the way is had.
    @FunctionalInterface
    interface Opener {
        /// Opens the directory `name` in `parent`; `path` is its path from the root.
        int open(int parent, String name, String path) throws IOException;
    }

    private record Step(String path, int descriptor) {}

    private final FileCalls calls;
    private final Opener opener;
    private final int root;
    private final Deque<Step> way = new ArrayDeque<>();

    /// From an open directory, which is closed with this.
    OpenPath(FileCalls calls, int root) {
        this(calls, root, (parent, name, _) -> calls.openDirectory(parent, name));
    }

    OpenPath(FileCalls calls, int root, Opener opener) {
        this.calls = calls;
        this.root = root;
        this.opener = opener;
    }

    /// The directory at a path, which stays open until another call goes elsewhere.
    int directory(String path) throws IOException {
        while (!way.isEmpty() && !way.peek().path().equals(path) && !EntryOrder.isBeneath(path, way.peek().path())) leave();
        String at = way.isEmpty() ? "" : way.peek().path();
        int descriptor = way.isEmpty() ? root : way.peek().descriptor();
        while (at.length() < path.length()) {
            int from = at.isEmpty() ? 0 : at.length() + 1;
            int slash = path.indexOf('/', from);
            String next = slash < 0 ? path : path.substring(0, slash);
            descriptor = opener.open(descriptor, next.substring(from), next);
            way.push(new Step(next, descriptor));
            at = next;
        }
        return descriptor;
    }

    /// Says that a directory is gone.
    void forget(String path) throws IOException {
        while (!way.isEmpty() && (way.peek().path().equals(path) || EntryOrder.isBeneath(way.peek().path(), path))) leave();
    }

    private void leave() throws IOException {
        calls.close(way.pop().descriptor());
    }

    @Override
    public void close() throws IOException {
        while (!way.isEmpty()) leave();
        calls.close(root);
    }
}
