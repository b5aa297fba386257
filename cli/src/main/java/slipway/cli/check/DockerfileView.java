package slipway.cli.check;

import java.util.Optional;
import slipway.build.BuildRequest;
import slipway.build.BuildRequest.ContextRoot;
import slipway.check.view.BaseImages;
import slipway.check.view.Given;
import slipway.check.view.PlatformName;
import slipway.check.view.View;
import slipway.diagnostics.Source;
import slipway.dockerfile.Dockerfile;
import slipway.dockerfile.pattern.IgnoreFile;
import slipway.image.Platform;

/// A request's Dockerfile as checks see it.
final class DockerfileView {

    private DockerfileView() {}

    static View of(BuildRequest request, Dockerfile file, Platform platform, Given.Stages stages, BaseImages bases) {
        Given given = Given.nothing()
                .arguments(request.arguments())
                .platforms(name(platform), name(Platform.local()))
                .ignored(ignored(request.context()))
                .bases(bases);
        if (request.target().isPresent()) given = given.target(request.target().get());
        return View.of(file, stages == Given.Stages.NEEDED ? given.needed() : given);
    }

    private static PlatformName name(Platform platform) {
        return new PlatformName(platform.os(), platform.architecture(), platform.variant());
    }

    private static IgnoreFile ignored(ContextRoot root) {
        Optional<Source> source = switch (root) {
            case ContextRoot.Directory directory -> directory.ignoreFile();
            case ContextRoot.Nothing _ -> Optional.empty();
        };
        return source.map(IgnoreFile::parse).orElse(IgnoreFile.none());
    }
}
