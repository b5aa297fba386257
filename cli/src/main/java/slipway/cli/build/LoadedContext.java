package slipway.cli.build;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import slipway.build.BuildRequest.ContextRoot;
import slipway.cli.Call;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.diagnostics.Source;
import slipway.image.layer.Content;

/// The context that a build was given, ready to be read: where its files are, and its Dockerfile.
///
/// @param root where files are copied from
/// @param directory the same as a directory, where there is one
public record LoadedContext(ContextRoot root, Optional<Path> directory, Source dockerfile) {

    private static final int MAX_DOCKERFILE = 16 << 20;

    /// Loads what the operand of `slipway build` names: a directory, a tar, `-`, or the address of a git repository.
    ///
    /// @param file what `-f` says
    /// @param temporary where archives and repositories are unpacked; not there yet
    public static LoadedContext load(Call call, String operand, Optional<String> file, Path temporary) throws IOException,
            InterruptedException {
        if (operand.equals("-")) return standardInput(call, file, temporary);
        if (GitRepository.isAddress(operand)) {
            return directory(call, GitRepository.parse(operand).checkOut(temporary, call.environment()), file, operand);
        }
        Path path = call.path(operand);
        if (Files.isDirectory(path)) return directory(call, path, file, operand);
        if (Files.isRegularFile(path)) {
            ArchiveContext.unpack(() -> Files.newInputStream(path), operand, temporary);
            return directory(call, temporary, file, operand);
        }
        if (operand.matches("(?i)https?://.*")) {
            throw new SlipwayException.BadInput(Problem.of("a context at a web address is not supported yet: " + operand)
                    .hint("fetch it and give the file, or give the address of a git repository"));
        }
        throw new SlipwayException.BadInput(Problem.of("there is no build context " + operand)
                .hint("give a directory, such as . for this one"));
    }

    /// A tar, or a Dockerfile that comes alone.
    private static LoadedContext standardInput(Call call, Optional<String> file, Path temporary) throws IOException {
        if (file.filter("-"::equals).isPresent()) {
            throw new SlipwayException.Usage(Problem.of(
                    "the context and the Dockerfile cannot both come from standard input"));
        }
        Path spooled = Files.createDirectories(temporary.resolveSibling(temporary.getFileName() + ".stdin"))
                .resolve("input");
        try (InputStream in = new BufferedInputStream(call.console().in())) {
            Files.copy(in, spooled);
        }
        Content content = () -> Files.newInputStream(spooled);
        if (slipway.image.layer.ArchiveReader.isArchive(content)) {
            ArchiveContext.unpack(content, "standard input", temporary);
            return directory(call, temporary, file, "-");
        }
        if (Files.size(spooled) == 0) throw new SlipwayException.BadInput(Problem.of("nothing came from standard input")
                .hint("a Dockerfile or a tar is expected there"));
        return new LoadedContext(new ContextRoot.Nothing(), Optional.empty(), source("<stdin>", spooled));
    }

    private static LoadedContext directory(Call call, Path directory, Optional<String> file, String shown)
            throws IOException {
        if (file.filter("-"::equals).isPresent()) {
            byte[] text = call.console().in().readNBytes(MAX_DOCKERFILE + 1);
            return new LoadedContext(new ContextRoot.Directory(directory, rootIgnoreFile(directory)), Optional.of(directory),
                    source("<stdin>", text));
        }
        Path dockerfile = file.isPresent() ? named(call, directory, file.get()) : usual(directory, shown);
        String name = file.orElseGet(() -> shown.equals(".") || shown.equals("-") || GitRepository.isAddress(shown)
                ? dockerfile.getFileName().toString()
                : Path.of(shown).resolve(dockerfile.getFileName()).toString());
        return new LoadedContext(new ContextRoot.Directory(directory, ignoreFile(directory, dockerfile)),
                Optional.of(directory), source(name, dockerfile));
    }

    /// `-f` is relative to where the command was typed; for contexts that are not directories here, to the context.
    private static Path named(Call call, Path directory, String file) {
        Path here = call.path(file);
        Path there = directory.resolve(file);
        if (Files.isRegularFile(here)) return here;
        if (Files.isRegularFile(there)) return there;
        throw new SlipwayException.BadInput(Problem.of("there is no Dockerfile " + file)
                .hint("-f is relative to the current directory"));
    }

    private static Path usual(Path directory, String shown) {
        for (String name : new String[] {"Dockerfile", "dockerfile", "Containerfile"}) {
            if (Files.isRegularFile(directory.resolve(name))) return directory.resolve(name);
        }
        throw new SlipwayException.BadInput(Problem.of("there is no Dockerfile in "
                + (shown.equals(".") ? "this directory" : shown))
                .hint("name another one with -f FILE"));
    }

    /// `<Dockerfile>.dockerignore` beside the Dockerfile counts instead of the context's `.dockerignore`.
    private static Optional<Source> ignoreFile(Path directory, Path dockerfile) throws IOException {
        Path own = dockerfile.resolveSibling(dockerfile.getFileName() + ".dockerignore");
        if (Files.isRegularFile(own)) return Optional.of(source(own.getFileName().toString(), own));
        return rootIgnoreFile(directory);
    }

    /// The `.dockerignore` of a directory, if it has one.
    public static Optional<Source> rootIgnoreFile(Path directory) throws IOException {
        Path file = directory.resolve(".dockerignore");
        return Files.isRegularFile(file) ? Optional.of(source(".dockerignore", file)) : Optional.empty();
    }

    private static Source source(String name, Path file) throws IOException {
        if (Files.size(file) > MAX_DOCKERFILE) throw new SlipwayException.BadInput(Problem.of(name
                + " is too large to be a Dockerfile"));
        return source(name, Files.readAllBytes(file));
    }

    private static Source source(String name, byte[] bytes) {
        try {
            if (bytes.length > MAX_DOCKERFILE) throw new SlipwayException.BadInput(Problem.of(name
                    + " is too large to be a Dockerfile"));
            return Source.of(name, StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            throw new SlipwayException.BadInput(Problem.of(name + " is not UTF-8 text").hint("is it a Dockerfile?"), e);
        }
    }
}
