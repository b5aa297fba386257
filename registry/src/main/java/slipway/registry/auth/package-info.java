/// Who we are to a registry: credentials from where Docker and Podman keep them, and what registries want to see of them.
///
/// The front doors are [slipway.registry.auth.Credentials] (where credentials come from),
/// [slipway.registry.auth.DockerConfig] (where a login is kept) and [slipway.registry.auth.Authorizer] (what goes into a
/// request). No type here shows a secret in its text form.
@NullMarked
package slipway.registry.auth;

import org.jspecify.annotations.NullMarked;
