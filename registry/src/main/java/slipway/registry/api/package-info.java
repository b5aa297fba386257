/// The endpoints of the OCI distribution specification (1.1), one class for each family, for one registry's address.
///
/// The front door is [slipway.registry.api.Session]: it sends a request with what the registry wants to see, follows
/// redirects, and tries again. [slipway.registry.api.Manifests], [slipway.registry.api.Blobs],
/// [slipway.registry.api.Uploads], [slipway.registry.api.Tags] and [slipway.registry.api.Referrers] say what to send.
/// Nothing here knows mirrors or stores.
@NullMarked
package slipway.registry.api;

import org.jspecify.annotations.NullMarked;
