package slipway.build;

import java.util.List;
import java.util.Optional;
import slipway.image.Platform;
import slipway.image.layer.Compression;

/// How an image is written down: the form of its layers, its media types, its annotations.
///
/// @param compression of the layers that the build made
/// @param bases whether layers of bases are brought into that form, too
/// @param mediaTypes whose words manifests use
/// @param annotations what is said about its parts
public record Encoding(Compression compression, Bases bases, MediaTypeFamily mediaTypes, List<Annotation> annotations) {

    /// Gzip, bases as they are, OCI's media types, nothing said.
    public static final Encoding USUAL =
            new Encoding(Compression.GZIP, Bases.AS_THEY_ARE, MediaTypeFamily.OCI, List.of());

    public Encoding {
        annotations = List.copyOf(annotations);
    }

    public Encoding with(MediaTypeFamily mediaTypes) {
        return new Encoding(compression, bases, mediaTypes, annotations);
    }

    public Encoding with(Compression compression) {
        return new Encoding(compression, bases, mediaTypes, annotations);
    }

    /// The media types that are used: Docker's have no words for zstd and eStargz.
    public MediaTypeFamily usedMediaTypes() {
        return switch (compression.form()) {
            case GZIP, NONE -> mediaTypes;
            case ZSTD, ESTARGZ -> MediaTypeFamily.OCI;
        };
    }

    /// What becomes of layers that the build did not make.
    public enum Bases {
        AS_THEY_ARE,
        COMPRESSED_ANEW
    }

    /// Whose media types manifests and descriptors have.
    public enum MediaTypeFamily { OCI, DOCKER }

    /// A remark on a part of an image. OCI image specification, "Annotations".
    ///
    /// @param platform of the image that it is about; all if absent. An index has none.
    public record Annotation(Part part, Optional<Platform> platform, String key, String value) {

        /// Whether it is about the image of a platform.
        public boolean isFor(Platform its) {
            return platform.isEmpty() || platform.get().equals(its);
        }
    }

    /// What can be annotated.
    public enum Part {
        MANIFEST,
        INDEX,
        /// What points to a manifest, in an index or a layout.
        MANIFEST_DESCRIPTOR,
        /// What points to an index, in a layout.
        INDEX_DESCRIPTOR
    }
}
