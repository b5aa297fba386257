package slipway.registry.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;
import slipway.registry.transport.Trust.Identity;
import slipway.registry.transport.Trust.Verification;

/// Which trust each host gets: what is configured for it, and the files of `certs.d` that Docker and Podman read.
///
/// In `certs.d/<host[:port]>`, `*.crt` are authorities, and `x.cert` with `x.key` is a client's identity.
///
/// The system's trust is that of the JDK, then that of `SSL_CERT_FILE` or of the bundle that distributions keep.
public final class Trusts {

    private static final List<Path> BUNDLES =
            Stream.of("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem").map(Path::of).toList();

    private final Map<String, Path> authorities;
    private final Set<String> insecure;
    private final List<Path> certificateRoots;
    private final Optional<Path> bundle;

    /// @param authorities PEM file by `host[:port]`
    /// @param insecure `host[:port]`s that need not prove who they are
    /// @param certificateRoots directories laid out as Docker's `certs.d`
    /// @param bundle what `SSL_CERT_FILE` names
    public Trusts(Map<String, Path> authorities, Set<String> insecure, List<Path> certificateRoots, Optional<Path> bundle) {
        this.authorities = Map.copyOf(authorities);
        this.insecure = Set.copyOf(insecure);
        this.certificateRoots = List.copyOf(certificateRoots);
        this.bundle = bundle;
    }

    Trust of(String authority) {
        String host = Hosts.name(authority);
        var files = new ArrayList<Path>();
        Optional.ofNullable(authorities.get(authority)).or(() -> Optional.ofNullable(authorities.get(host)))
                .ifPresent(files::add);
        Optional<Identity> identity = Optional.empty();
        for (Path root : certificateRoots) {
            List<Path> found = entries(root.resolve(authority));
            found.stream().filter(path -> path.toString().endsWith(".crt")).forEach(files::add);
            if (identity.isEmpty()) identity = identity(found);
        }
        boolean verified = !insecure.contains(authority) && !insecure.contains(host);
        return new Trust(files, identity, verified ? Verification.FULL : Verification.NONE);
    }

    private static Optional<Identity> identity(List<Path> files) {
        for (Path certificate : files) {
            String name = certificate.toString();
            if (!name.endsWith(".cert")) continue;
            Path key = Path.of(name.substring(0, name.length() - ".cert".length()) + ".key");
            if (!Files.isReadable(key)) {
                throw new SlipwayException.BadInput(Problem.of("the certificate " + certificate + " has no key")
                        .hint("the key belongs in " + key));
            }
            return Optional.of(new Identity(certificate, key));
        }
        return Optional.empty();
    }

    private static List<Path> entries(Path directory) {
        if (!Files.isDirectory(directory)) return List.of();
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new SlipwayException.BadInput(
                    Problem.of("cannot read the certificates in " + directory + ": " + e.getMessage()), e);
        }
    }

    SSLContext context(Trust trust) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys(trust), new TrustManager[] {manager(trust)}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new SlipwayException.BadInput(Problem.of("cannot set up TLS: " + e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private X509ExtendedTrustManager manager(Trust trust) throws GeneralSecurityException, IOException {
        if (trust.verification() == Verification.NONE) return new TrustOfAll();
        var managers = new ArrayList<TrustInTurn.Lazy>();
        if (!trust.authorities().isEmpty()) {
            var certificates = new ArrayList<X509Certificate>();
            for (Path file : trust.authorities()) certificates.addAll(Pem.certificates(file));
            X509ExtendedTrustManager named = believing(certificates);
            managers.add(() -> named);
        }
        managers.add(() -> only(null));
        bundle.or(() -> BUNDLES.stream().filter(Files::isReadable).findFirst())
                .ifPresent(file -> managers.add(() -> believing(Pem.certificates(file))));
        return new TrustInTurn(managers);
    }

    private static X509ExtendedTrustManager believing(List<X509Certificate> certificates)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < certificates.size(); i++) store.setCertificateEntry("authority-" + i, certificates.get(i));
        return only(store);
    }

    private static X509ExtendedTrustManager only(@Nullable KeyStore store)
            throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return Stream.of(factory.getTrustManagers())
                .flatMap(manager -> manager instanceof X509ExtendedTrustManager x509 ? Stream.of(x509) : Stream.empty())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("every Java has a trust manager for X.509"));
    }

    private static KeyManager[] keys(Trust trust) throws GeneralSecurityException, IOException {
        if (trust.identity().isEmpty()) return new KeyManager[0];
        Identity identity = trust.identity().get();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = "in memory".toCharArray();
        X509Certificate[] chain = Pem.certificates(identity.certificate()).toArray(X509Certificate[]::new);
        store.setKeyEntry("identity", Pem.privateKey(identity.key()), password, chain);
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, password);
        return factory.getKeyManagers();
    }
}
