/// Images in registries, over HTTP (OCI distribution specification 1.1, OCI and Docker media types).
///
/// The front door is [slipway.registry.RemoteImages]: a source and a sink of images.
/// [slipway.registry.RegistryConfiguration] says which mirrors, authorities and insecure hosts there are,
/// [slipway.registry.Logins] logs in and out. Credentials come from `slipway.registry.auth`. Nothing here decides whether to
/// pull; callers do.
@NullMarked
package slipway.registry;

import org.jspecify.annotations.NullMarked;
