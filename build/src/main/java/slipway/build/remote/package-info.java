/// Files from elsewhere: what is at a web address, and what is in a git repository. Each is fetched into the store once, and
/// asked for again only as far as it may have changed.
///
/// The front doors are [slipway.build.remote.RemoteFiles] and [slipway.build.remote.Repositories]. How a request travels is
/// not known here: whoever builds brings [slipway.build.remote.Downloads].
@NullMarked
package slipway.build.remote;

import org.jspecify.annotations.NullMarked;
