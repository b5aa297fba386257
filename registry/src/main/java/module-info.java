/// Images over HTTP.
module slipway.registry {
    requires static org.jspecify;
    requires transitive slipway.image;
    requires java.net.http;

    exports slipway.registry;
    exports slipway.registry.auth;
    exports slipway.registry.transport;
}
