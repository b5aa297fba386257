package slipway.registry.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.image.Descriptor;
import slipway.image.Digest;
import slipway.image.MediaTypes;
import slipway.image.json.InvalidJson;
import slipway.image.json.Json;
import slipway.registry.auth.Scope;
import slipway.registry.transport.Answer;
import slipway.registry.transport.Ask;
import slipway.registry.transport.Redaction;

/// Manifests and indexes: `/v2/<repository>/manifests/<tag or digest>`.
public final class Manifests {

    /// What no manifest may exceed, as in the specification.
    public static final int LARGEST = 4 << 20;

    private static final String ACCEPTED = String.join(", ", List.of(MediaTypes.OCI_INDEX, MediaTypes.OCI_MANIFEST,
            MediaTypes.DOCKER_INDEX, MediaTypes.DOCKER_MANIFEST));
    private static final String OLD = "application/vnd.docker.distribution.manifest.v1";

    private final Session session;
    private final Intent intent;

    public Manifests(Session session) {
        this(session, Intent.PULL);
    }

    public Manifests(Session session, Intent intent) {
        this.session = session;
        this.intent = intent;
    }

    /// A manifest or index as it was received: its digest is that of these bytes.
    public record Received(Descriptor descriptor, byte[] bytes) {}

    /// @return absent when the registry has no such repository, tag or digest
    /// @throws SlipwayException.CorruptData when the bytes are not what the digest, or the registry, says
    public Optional<Received> get(String repository, String tagOrDigest) throws IOException {
        Ask ask = ask("GET", repository, tagOrDigest, "read").header("Accept", ACCEPTED);
        try (Answer answer = session.send(ask, Scope.pull(session.repository(repository)))) {
            if (answer.status() == 404) return Optional.empty();
            if (answer.status() != 200) throw session.refused(ask, answer);
            byte[] bytes = read(ask, answer);
            check(ask, bytes, tagOrDigest, answer.header("Docker-Content-Digest"));
            String mediaType = mediaType(ask, bytes, answer.header("Content-Type"));
            Descriptor descriptor = digest(tagOrDigest)
                    .map(digest -> Descriptor.of(mediaType, digest, bytes.length))
                    .orElseGet(() -> Descriptor.of(mediaType, bytes));
            return Optional.of(new Received(descriptor, bytes));
        }
    }

    /// What a tag points to, without the manifest itself: asking so does not count against a registry's limits.
    ///
    /// @return absent when the registry has no such repository, tag or digest
    public Optional<Descriptor> head(String repository, String tagOrDigest) throws IOException {
        Ask ask = ask("HEAD", repository, tagOrDigest, "look up").header("Accept", ACCEPTED);
        try (Answer answer = session.send(ask, intent.scope(session.repository(repository)))) {
            if (answer.status() == 404) return Optional.empty();
            if (answer.status() != 200) throw session.refused(ask, answer);
            Optional<Digest> digest = answer.header("Docker-Content-Digest").flatMap(Manifests::digest)
                    .or(() -> digest(tagOrDigest));
            OptionalLong size = answer.number("Content-Length");
            String type = answer.header("Content-Type").map(Manifests::plainType).orElse("");
            if (digest.isPresent() && size.isPresent() && size.getAsLong() >= 0 && !type.isEmpty()) {
                return Optional.of(Descriptor.of(type, digest.get(), size.getAsLong()));
            }
        }
        return get(repository, tagOrDigest).map(Received::descriptor);
    }

    /// Stores a manifest under a tag or its own digest.
    ///
    /// @param mediaType what the manifest itself says
    /// @return whether the registry keeps track of the manifest's subject (distribution specification, "Pushing Manifests
    /// with Subject")
    public SubjectKept put(String repository, String tagOrDigest, String mediaType, byte[] bytes) throws IOException {
        Ask ask = ask("PUT", repository, tagOrDigest, "push").header("Content-Type", mediaType).with(Session.bytes(bytes));
        try (Answer answer = session.send(ask, Scope.push(session.repository(repository)))) {
            if (answer.status() != 201 && answer.status() != 200 && answer.status() != 202) {
                throw session.refused(ask, answer);
            }
            Optional<Digest> theirs = answer.header("Docker-Content-Digest").flatMap(Manifests::digest);
            if (theirs.isPresent() && !matches(theirs.get(), bytes)) {
                throw new SlipwayException.CorruptData(
                        Problem.of(session.endpoint().registry() + " stored another manifest than it was sent: "
                        + theirs.get() + " instead of " + Digest.sha256(bytes)));
            }
            return answer.header("OCI-Subject").isPresent() ? SubjectKept.BY_REGISTRY : SubjectKept.BY_NOBODY;
        }
    }

    /// Who will answer when someone asks for what refers to a manifest's subject.
    public enum SubjectKept {
        BY_REGISTRY,
        BY_NOBODY
    }

    /// @return whether there was something to delete
    public boolean delete(String repository, String tagOrDigest) throws IOException {
        Ask ask = ask("DELETE", repository, tagOrDigest, "delete");
        try (Answer answer = session.send(ask, Scope.delete(session.repository(repository)))) {
            return switch (answer.status()) {
                case 200, 202, 204 -> true;
                case 404 -> false;
                case 405 -> throw new SlipwayException.NetworkFailed(
                        Problem.of(session.endpoint().registry() + " does not allow to delete"));
                default -> throw session.refused(ask, answer);
            };
        }
    }

    private Ask ask(String method, String repository, String tagOrDigest, String verb) throws IOException {
        String separator = tagOrDigest.contains(":") ? "@" : ":";
        String purpose = verb + " " + repository + separator + tagOrDigest;
        return Ask.of(method, session.address(repository, "manifests/" + tagOrDigest), purpose);
    }

    private byte[] read(Ask ask, Answer answer) throws IOException {
        try {
            return answer.read(LARGEST).orElseThrow(() -> new SlipwayException.CorruptData(
                    Problem.of("cannot " + ask.purpose() + ": " + session.endpoint().registry()
                            + " sends a manifest of more than 4 MiB")));
        } catch (IOException e) {
            throw slipway.registry.transport.NetworkFaults.of(ask.purpose(), answer.uri().getRawAuthority(), e);
        }
    }

    private void check(Ask ask, byte[] bytes, String tagOrDigest, Optional<String> claimed) {
        Optional<Digest> wanted = digest(tagOrDigest).or(() -> claimed.flatMap(Manifests::digest));
        if (wanted.isEmpty() || matches(wanted.get(), bytes)) return;
        throw new SlipwayException.CorruptData(Problem.of("cannot " + ask.purpose() + ": " + session.endpoint().registry()
                + " sent other bytes than promised: " + Digest.sha256(bytes) + " instead of " + wanted.get()));
    }

    private static boolean matches(Digest digest, byte[] bytes) {
        var hash = digest.newHash();
        hash.update(bytes);
        return digest.matches(hash);
    }

    /// What the manifest is: what it says itself, which must not contradict what it holds or what the registry says.
    private String mediaType(Ask ask, byte[] bytes, Optional<String> contentType) {
        Json.Obj json = parsed(ask, bytes);
        String header = contentType.map(Manifests::plainType).orElse("");
        boolean old = header.startsWith(OLD) || json.number("schemaVersion").filter(version -> version == 1).isPresent();
        if (old) {
            throw new SlipwayException.BadInput(
                    Problem.of("cannot " + ask.purpose() + ": it is in Docker's old format, schema 1")
                    .hint("push it anew with a builder or a Docker of 2016 or later"));
        }
        boolean listsManifests = json.member("manifests").isPresent();
        boolean listsLayers = json.member("layers").isPresent() || json.member("config").isPresent();
        if (listsManifests == listsLayers) {
            throw corrupt(ask, listsLayers ? "it is both an index and a manifest" : "it is no manifest");
        }
        String usual = listsManifests ? MediaTypes.OCI_INDEX : MediaTypes.OCI_MANIFEST;
        boolean typed = MediaTypes.isIndex(header) || MediaTypes.isManifest(header);
        String said = json.string("mediaType").filter(type -> !type.isEmpty()).orElse(typed ? header : usual);
        boolean contradicted = MediaTypes.isIndex(said) != listsManifests || typed
                && MediaTypes.isIndex(header) != listsManifests;
        if (contradicted) throw corrupt(ask, "its media type is not what it holds");
        return said;
    }

    private Json.Obj parsed(Ask ask, byte[] bytes) {
        try {
            return Json.parseObject(bytes);
        } catch (InvalidJson e) {
            throw corrupt(ask, "it is no manifest: " + Redaction.text(e.getMessage()));
        }
    }

    private SlipwayException corrupt(Ask ask, String why) {
        return new SlipwayException.CorruptData(
                Problem.of("cannot " + ask.purpose() + " from " + session.endpoint().registry() + ": " + why));
    }

    private static String plainType(String header) {
        return header.split(";", 2)[0].strip();
    }

    private static Optional<Digest> digest(String text) {
        try {
            return text.contains(":") ? Optional.of(Digest.parse(text.strip())) : Optional.empty();
        } catch (SlipwayException.BadInput unknown) {
            return Optional.empty();
        }
    }
}
