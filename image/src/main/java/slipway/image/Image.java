package slipway.image;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// One image for one platform, loaded: its manifest and configuration, as received and as read.
///
/// A value. The bytes of its layers are in the [Store], or can be fetched by the [ImageSource] that resolved it.
///
/// @param descriptor what points to the manifest
/// @param raw the manifest's bytes
/// @param rawConfig the configuration's bytes; their digest is the image ID
public record Image(Descriptor descriptor, byte[] raw, Manifest manifest, byte[] rawConfig, ImageConfig config)
        implements Artifact {

    /// An image from what was received.
    ///
    /// @throws SlipwayException.CorruptData when manifest and configuration do not belong together
    public static Image of(byte[] rawManifest, byte[] rawConfig) {
        Manifest manifest = Manifest.parse(rawManifest);
        MessageDigest hash = manifest.config().digest().newHash();
        hash.update(rawConfig);
        if (!manifest.config().digest().matches(hash)) {
            throw new SlipwayException.CorruptData(Problem.of("the configuration is not the one that its manifest names: "
                    + Digest.sha256(rawConfig) + " instead of " + manifest.config().digest()));
        }
        ImageConfig config = ImageConfig.parse(rawConfig);
        if (config.diffIds().size() != manifest.layers().size()) {
            throw new SlipwayException.CorruptData(Problem.of("the manifest lists " + manifest.layers().size()
                    + " layers, its configuration " + config.diffIds().size()));
        }
        Descriptor descriptor = Descriptor.of(manifest.mediaType(), rawManifest).with(config.platform());
        return new Image(descriptor, rawManifest, manifest, rawConfig, config);
    }

    /// A new OCI image of these layers. The configuration's diffIDs must be theirs.
    public static Image of(ImageConfig config, List<Layer> layers) {
        byte[] rawConfig = config.toBytes();
        List<Descriptor> blobs = layers.stream().map(Layer::descriptor).toList();
        Manifest manifest = Manifest.oci(Descriptor.of(MediaTypes.OCI_CONFIG, rawConfig), blobs);
        return of(manifest.toBytes(), rawConfig);
    }

    /// The image ID: the digest of its configuration.
    public Digest id() {
        return manifest.config().digest();
    }

    /// The layers from the bottom up.
    public List<Layer> layers() {
        var layers = new ArrayList<Layer>();
        for (int i = 0; i < manifest.layers().size(); i++) {
            layers.add(new Layer(manifest.layers().get(i), config.diffIds().get(i)));
        }
        return List.copyOf(layers);
    }

    public Optional<ChainId> chainId() {
        return ChainId.of(config.diffIds());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Image image && descriptor.equals(image.descriptor);
    }

    @Override
    public int hashCode() {
        return descriptor.hashCode();
    }
}
