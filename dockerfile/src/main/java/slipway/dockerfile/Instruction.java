package slipway.dockerfile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import slipway.diagnostics.Span;

/// One instruction of a Dockerfile, with its parts and where each stands. Nothing in it is expanded yet.
public sealed interface Instruction extends Node {

    Head head();

    @Override
    default Span span() {
        return head().span();
    }

    /// As written, in whatever case.
    default Word keyword() {
        return head().keyword();
    }

    /// The instruction's name in upper case: `RUN`.
    default String name() {
        return keyword().text().toUpperCase(Locale.ROOT);
    }

    default List<Flag> flags() {
        return head().flags();
    }

    /// `FROM [--platform=…] image [AS name]`. The stage's name is as written; [Stage#name] is in lower case.
    record From(Head head, Word image, Optional<Word> platform, Optional<Word> stageName) implements Instruction {}

    /// `RUN command`. Options of a mount are expanded by whoever runs it; see [Mount].
    record Run(Head head, Command command, List<Mount> mounts, List<HereDocument> hereDocuments) implements Instruction {
        public Run {
            mounts = List.copyOf(mounts);
            hereDocuments = List.copyOf(hereDocuments);
        }

        /// `default`, `none` or `host`.
        public Optional<Word> network() {
            return head.value("network");
        }

        /// `sandbox` or `insecure`.
        public Optional<Word> security() {
            return head.value("security");
        }

        /// Device names, each perhaps followed by `,required`.
        public List<Word> devices() {
            return head.values("device");
        }
    }

    /// What `COPY` and `ADD` share: sources, and a target that may be a directory.
    sealed interface Transfer extends Instruction permits Copy, Add {

        /// Paths, patterns and, for `ADD`, URLs; here-documents are not among them.
        List<Word> sources();

        /// Sources whose content stands in the Dockerfile, each a file named like its here-document.
        List<HereDocument> hereDocuments();

        Word target();

        default Optional<Word> chown() {
            return head().value("chown");
        }

        default Optional<Word> chmod() {
            return head().value("chmod");
        }

        default boolean link() {
            return head().decision("link").orElse(false);
        }

        /// Patterns of what to leave out, relative to each source.
        default List<Word> excludes() {
            return head().values("exclude");
        }
    }

    /// `COPY source… target`.
    record Copy(Head head, List<Word> sources, List<HereDocument> hereDocuments, Word target) implements Transfer {
        public Copy {
            sources = List.copyOf(sources);
            hereDocuments = List.copyOf(hereDocuments);
        }

        /// A stage's name or index, a named context or an image. A variable in it is an [Extension].
        public Optional<Word> from() {
            return head.value("from");
        }

        /// Whether sources may be missing, those without wildcards too. An [Extension].
        public boolean optional() {
            return head.decision("optional").orElse(false);
        }

        public boolean parents() {
            return head.decision("parents").orElse(false);
        }
    }

    /// `ADD source… target`.
    record Add(Head head, List<Word> sources, List<HereDocument> hereDocuments, Word target) implements Transfer {
        public Add {
            sources = List.copyOf(sources);
            hereDocuments = List.copyOf(hereDocuments);
        }

        public Optional<Word> checksum() {
            return head.value("checksum");
        }

        public boolean keepGitDir() {
            return head.decision("keep-git-dir").orElse(false);
        }

        /// Whether archives are unpacked. Without it, local ones are and remote ones are not.
        public Optional<Boolean> unpack() {
            return head.decision("unpack");
        }
    }

    /// `ENV key=value …`, or with one pair `ENV key value`.
    record Env(Head head, List<Pair> pairs, Form form) implements Instruction {
        public Env {
            pairs = List.copyOf(pairs);
        }
    }

    /// `LABEL key=value …`, or with one pair `LABEL key value`.
    record Label(Head head, List<Pair> pairs, Form form) implements Instruction {
        public Label {
            pairs = List.copyOf(pairs);
        }
    }

    /// A key and its value, quotes and variables as written.
    record Pair(Word key, Word value) {}

    /// How pairs are written: with `=`, or the old way, where the rest of the line is the value of one key.
    enum Form {
        MODERN,
        LEGACY
    }

    /// `ENV --unset name…`, `USER --unset`: forgets what the image says so far, of its base or of its own. An [Extension].
    ///
    /// @param names what to forget, where an image has several: names or patterns with `*`, before expansion
    record Unset(Head head, Setting setting, List<Word> names) implements Instruction {
        public Unset {
            names = List.copyOf(names);
        }
    }

    /// What [Unset] forgets. Each is named for the instruction that sets it.
    enum Setting {
        ENV,
        LABEL,
        EXPOSE,
        VOLUME,
        USER,
        STOPSIGNAL,
        HEALTHCHECK,
        SHELL
    }

    /// `ARG name[=default] …`.
    record Arg(Head head, List<Declaration> declarations) implements Instruction {
        public Arg {
            declarations = List.copyOf(declarations);
        }
    }

    /// A build argument. The default's quotes and variables are as written.
    record Declaration(Word name, Optional<Word> defaultValue, Span span) {}

    /// `WORKDIR path`: the rest of the line is one path.
    record Workdir(Head head, Word path) implements Instruction {}

    /// `USER user[:group]`.
    record User(Head head, Word user) implements Instruction {}

    /// `CMD command`.
    record Cmd(Head head, Command command) implements Instruction {}

    /// `ENTRYPOINT command`.
    record Entrypoint(Head head, Command command) implements Instruction {}

    /// `EXPOSE port[/protocol] …`. A word may expand to several ports.
    record Expose(Head head, List<Word> ports) implements Instruction {
        public Expose {
            ports = List.copyOf(ports);
        }
    }

    /// `VOLUME path …`, as words or as a JSON array.
    record Volume(Head head, List<Word> paths) implements Instruction {
        public Volume {
            paths = List.copyOf(paths);
        }
    }

    /// `STOPSIGNAL signal`: a name or a number, perhaps in a variable.
    record StopSignal(Head head, Word signal) implements Instruction {}

    /// `SHELL ["program", "argument"…]`.
    record Shell(Head head, Command.ExecForm shell) implements Instruction {}

    /// `HEALTHCHECK NONE` or `HEALTHCHECK CMD command`.
    record HealthCheck(Head head, Check check) implements Instruction {}

    /// What a `HEALTHCHECK` asks for.
    sealed interface Check {

        /// No check, not even an inherited one.
        record None() implements Check {}

        /// A command to run now and then. Times are in nanoseconds, and 0 where nothing was given, as in an image's
        /// config.
        record Probe(Command command, long interval, long timeout, long startPeriod, long startInterval, int retries)
                implements Check {}
    }

    /// `ONBUILD instruction`: kept for the builds that start from this image.
    ///
    /// @param text what the image's config gets: the trigger in one line, its here-documents after it
    record OnBuild(Head head, Instruction trigger, String text) implements Instruction {}

    /// `MAINTAINER name`.
    record Maintainer(Head head, Word author) implements Instruction {}
}
