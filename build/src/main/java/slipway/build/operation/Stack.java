package slipway.build.operation;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import slipway.build.files.FileSource;
import slipway.build.run.snapshot.Unpacked;
import slipway.diagnostics.SlipwayException;
import slipway.image.layer.FileTree;

/// The files of a stage or an image, as layers from the bottom up.
public final class Stack implements StepResult {

    /// No layers at all.
    public static final Stack EMPTY = new Stack(Optional.empty(), Optional.empty());

    private final Optional<Stack> below;
    private final Optional<StackLayer> top;
    private final Lazy<FileTree> tree;

    private Stack(Optional<Stack> below, Optional<StackLayer> top) {
        this.below = below;
        this.top = top;
        this.tree = new Lazy<>(this::makeTree);
    }

    /// This stack with one more layer on top.
    public Stack plus(StackLayer layer) {
        return new Stack(Optional.of(this), Optional.of(layer));
    }

    /// The layers from the bottom up.
    public List<StackLayer> layers() {
        var layers = new ArrayList<StackLayer>();
        for (Stack at = this; at.top.isPresent(); at = at.below.orElseThrow()) layers.add(at.top.get());
        return layers.reversed();
    }

    /// The tree that the layers make together.
    public FileTree tree() throws IOException {
        return tree.value();
    }

    private FileTree makeTree() throws IOException {
        if (top.isEmpty()) return FileTree.EMPTY;
        return below.orElseThrow().tree().plus(top.get().index());
    }

    /// The directories of the layers, from the bottom up; those that are not there yet are made at the same time.
    public List<Unpacked> unpacked() throws IOException {
        List<Callable<Unpacked>> unpacking = layers().stream().<Callable<Unpacked>>map(layer -> layer::unpacked).toList();
        var directories = new ArrayList<Unpacked>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Unpacked> directory : threads.invokeAll(unpacking)) directories.add(directory.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) throw io;
            if (e.getCause() instanceof RuntimeException unchecked) throw unchecked;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SlipwayException.Interrupted();
        }
        return directories;
    }

    @Override
    public FileSource files() throws IOException {
        return new StackFiles(tree(), layers());
    }
}
