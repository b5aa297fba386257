package slipway.build.operation;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import slipway.build.files.ContextFiles;
import slipway.build.plan.Vertex;
import slipway.build.remote.Checkout;
import slipway.build.remote.Commit;
import slipway.build.remote.GitOptions;
import slipway.build.solve.CacheKey;
import slipway.build.solve.Operation;
import slipway.dockerfile.pattern.IgnoreFile;

/// Checks out files of a git repository. What its ref points to is asked in each build, and decides the result.
final class RepositoryOperation implements Operation<StepResult> {

    private final Vertex.Repository vertex;
    private final BuildEnvironment environment;
    private Optional<Commit> commit = Optional.empty();

    RepositoryOperation(Vertex.Repository vertex, BuildEnvironment environment) {
        this.vertex = vertex;
        this.environment = environment;
    }

    @Override
    public CacheKey key(List<Solved<StepResult>> inputs) throws IOException {
        Commit found = environment.repositories().resolve(vertex.address(), vertex.credentials());
        commit = Optional.of(found);
        GitOptions options = vertex.address().options();
        return CacheKey.builder("repository.v1").add("commit", found.id())
                .add("directory", options.subdirectory())
                .add(".git", options.gitDirectory().map(Object::toString).orElse(""))
                .add("submodules", options.submodules().toString())
                .build();
    }

    @Override
    public Optional<StepResult> recall(CacheKey key, List<Solved<StepResult>> inputs) throws IOException {
        boolean isHere = environment.repositories().has(vertex.address(), commit.orElseThrow());
        return isHere ? Optional.of(files()) : Optional.empty();
    }

    @Override
    public StepResult execute(CacheKey key, List<Solved<StepResult>> inputs) throws IOException {
        return files();
    }

    private StepResult files() throws IOException {
        Checkout checkout = environment.repositories().checkOut(vertex.address(), commit.orElseThrow(),
                vertex.credentials());
        return new StepResult.Plain(ContextFiles.of(checkout.directory(vertex.address().options().subdirectory()),
                IgnoreFile.none()));
    }
}
