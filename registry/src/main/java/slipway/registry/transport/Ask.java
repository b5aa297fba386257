package slipway.registry.transport;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// One HTTP request, as data. Its text form holds no header, no credential and no query, since signed addresses carry
/// their secret there.
///
/// @param purpose what it is for, to finish the sentence "cannot …"
public record Ask(String method, URI uri, SequencedMap<String, String> headers, Body body, String purpose) {

    public Ask {
        headers = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(headers));
    }

    public static Ask of(String method, URI uri, String purpose) {
        return new Ask(method, uri, new LinkedHashMap<>(), Body.NONE, purpose);
    }

    public Ask header(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Ask(method, uri, more, body, purpose);
    }

    /// The same request less a header.
    public Ask without(String header) {
        var fewer = new LinkedHashMap<>(headers);
        fewer.remove(header);
        return new Ask(method, uri, fewer, body, purpose);
    }

    public Ask with(Body body) {
        return new Ask(method, uri, headers, body, purpose);
    }

    /// The same request somewhere else, with or without a body as the method demands.
    public Ask at(URI uri, String method) {
        boolean carries = method.equals(this.method);
        return new Ask(method, uri, headers, carries ? body : Body.NONE, purpose);
    }

    @Override
    public String toString() {
        return method + " " + Redaction.text(uri);
    }
}
