/// The Dockerfile language: text to a lossless tree and back.
///
/// The front door is [slipway.dockerfile.Dockerfile], the tree of one file, which [slipway.dockerfile.parse.Parser] makes
/// and [slipway.dockerfile.Printer] turns into the same text again. [slipway.dockerfile.Instruction] lists what a file may
/// say. Variables stay in the tree as they were written; [slipway.dockerfile.expand.Expansion] replaces them when the
/// values are known. This package holds the tree and uses none of those around it: they use it.
///
/// # What is expanded
///
/// Whoever uses the tree calls [slipway.dockerfile.expand.Expansion]; this is what a builder expands, and when. The whole
/// instruction sees the variables as they were before it.
///
/// | Instruction | Expanded | Left alone |
/// | --- | --- | --- |
/// | `FROM` | image, `--platform`: with global `ARG`s only | stage name |
/// | `ARG` | default value, when it is not overridden | name |
/// | `ENV`, `LABEL` | keys and values | |
/// | `COPY`, `ADD` | sources, target, `--chown`, `--chmod`, `--checksum`; unquoted here-documents | `--from`, `--exclude` |
/// | `EXPOSE` | each word, which may become several | |
/// | `USER`, `WORKDIR`, `VOLUME`, `STOPSIGNAL` | everything | |
/// | `RUN` | values of `--mount`, but not `from` | command, here-documents: the shell's business |
/// | `CMD`, `ENTRYPOINT`, `HEALTHCHECK`, `SHELL`, `MAINTAINER` | | everything |
/// | `ONBUILD` | | everything, until it is triggered |
@NullMarked
package slipway.dockerfile;

import org.jspecify.annotations.NullMarked;
