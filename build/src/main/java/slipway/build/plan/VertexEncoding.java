package slipway.build.plan;

import java.util.Collection;
import java.util.List;
import slipway.build.BuildRequest;
import slipway.build.ProcessOptions;
import slipway.build.remote.Checksum;
import slipway.build.remote.GitAddress;
import slipway.build.remote.GitOptions;
import slipway.diagnostics.Source;
import slipway.image.Digest;

/// The canonical text of a vertex, from which it gets its name.
final class VertexEncoding {

    private static final String VERSION = "vertex.v1";

    private VertexEncoding() {}

    static Digest digest(Vertex vertex) {
        String fields = switch (vertex) {
            case Vertex.Base(var reference, var manifest, var platform) -> fields("base", reference, manifest, platform);
            case Vertex.Scratch() -> fields("scratch");
            case Vertex.Context(var root) -> context(root);
            case Vertex.Inline(var files) ->
                fields("inline", list(files.stream().map(file -> fields(file.name(), file.content(), file.mode()))
                        .toList()));
            case Vertex.Download(var address, var checksum, _) -> fields("download", address.uri(),
                    address.login().orElse(""), checksum.map(Checksum::toString).orElse(""));
            case Vertex.Repository(var address, _) -> repository(address);
            case Vertex.Exec exec -> exec(exec);
            case Vertex.Copy copy -> fields("copy", copy.target(), manner(copy.manner()), copy.epoch(),
                    list(copy.pieces().stream().map(VertexEncoding::piece).toList()));
            case Vertex.Merge _ -> fields("merge");
            case Vertex.MakeDirectory(_, var path, var user, var epoch) -> fields("directory", path, user, epoch);
        };
        List<String> inputs = vertex.inputs().stream().map(ref -> ref.digest().toString()).toList();
        return Digest.ofUtf8(fields(VERSION, fields, list(inputs)));
    }

    private static String exec(Vertex.Exec exec) {
        ProcessOptions processes = exec.processes();
        return fields("exec", list(exec.arguments()), list(exec.environment()), exec.directory(), exec.user(),
                exec.isolation(), exec.platform(), exec.epoch(),
                list(exec.scripts().stream().map(script -> fields(script.path(), script.content())).toList()),
                list(exec.mounts().stream().map(RunMount::toString).toList()), processes.hosts(),
                processes.sharedMemory(), processes.limits());
    }

    private static String repository(GitAddress address) {
        GitOptions options = address.options();
        return fields("repository", address.remote(), address.login().orElse(""), options.ref(), options.subdirectory(),
                options.checksum().orElse(""), options.gitDirectory().map(Object::toString).orElse(""),
                options.submodules(), options.lookup());
    }

    private static String manner(Vertex.Manner manner) {
        return fields(manner.owner(), manner.mode(), list(manner.excludes()), manner.missing());
    }

    private static String piece(Vertex.Piece piece) {
        return fields(list(piece.sources()), piece.ownership(), piece.archives(), piece.placement());
    }

    private static String context(BuildRequest.ContextRoot root) {
        return switch (root) {
            case BuildRequest.ContextRoot.Directory(var path, var ignoreFile) ->
                fields("context", path.toAbsolutePath().normalize(), ignoreFile.map(Source::text).orElse(""));
            case BuildRequest.ContextRoot.Nothing() -> fields("no context");
        };
    }

    private static String fields(Object... fields) {
        return list(List.of(fields).stream().map(Object::toString).toList());
    }

    /// Each item with its length before it, so that no two lists have the same text.
    private static String list(Collection<String> items) {
        var text = new StringBuilder().append(items.size()).append(';');
        items.forEach(item -> text.append(item.length()).append(':').append(item));
        return text.toString();
    }
}
