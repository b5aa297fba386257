package slipway.cli.build;

import slipway.build.remote.Credentials;
import slipway.build.remote.RemoteFiles;
import slipway.build.remote.Repositories;

/// What contexts and Dockerfiles from elsewhere are fetched with.
///
/// @param credentials what servers may be shown
public record Fetching(RemoteFiles files, Repositories repositories, Credentials credentials) {}
