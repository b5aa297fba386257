/// HTTP as registries need it: one exchange, its limits, its trust and its errors. Knows no registry's paths and no
/// credentials.
///
/// The front door is [slipway.registry.transport.Transport]. The JDK's client is made when the first request is sent, since
/// making it costs more than most commands do. This package must not use its neighbours.
@NullMarked
package slipway.registry.transport;

import org.jspecify.annotations.NullMarked;
