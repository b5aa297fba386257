package slipway.cli.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import slipway.build.BuildRequest;
import slipway.build.BuildRequest.NamedContext;
import slipway.build.BuildRequest.PullPolicy;
import slipway.build.builder.Builder;
import slipway.check.view.BaseImage;
import slipway.check.view.BaseImages;
import slipway.diagnostics.SlipwayException;
import slipway.image.Image;
import slipway.image.Platform;
import slipway.image.Reference;

/// What base images say, from the store or a registry. One that cannot be looked up is remembered, and is no error: what
/// depends on it is not checked then.
final class CheckedBases implements BaseImages {

    private final Builder builder;
    private final BuildRequest request;
    private final PullPolicy pull;
    private final SequencedMap<String, String> missing = new TreeMap<>();

    CheckedBases(Builder builder, BuildRequest request, PullPolicy pull) {
        this.builder = builder;
        this.request = request;
        this.pull = pull;
    }

    /// Why images could not be looked up, by name.
    Map<String, String> missing() {
        return missing;
    }

    @Override
    public Optional<BaseImage> find(String name, String platform) {
        try {
            Optional<NamedContext> context = Optional.ofNullable(request.namedContexts().get(name));
            return switch (context.orElse(null)) {
                case null -> Optional.of(look(Reference.parse(name), platform));
                case NamedContext.ImageName(var reference) -> Optional.of(look(reference, platform));
                case NamedContext.Files _, NamedContext.Remote _ -> Optional.of(BaseImage.plain(platform));
                case NamedContext.Made _, NamedContext.Target _ -> Optional.empty();
            };
        } catch (SlipwayException.NetworkFailed | SlipwayException.BadInput e) {
            missing.put(name, e.problem().message());
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BaseImage look(Reference reference, String platform) throws IOException {
        Image image = builder.base(reference, Platform.parse(platform), pull);
        var run = image.config().run();
        return new BaseImage(image.config().platform().toString(), run.env(), run.shell().orElse(List.of()),
                run.onBuild());
    }
}
