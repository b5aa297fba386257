package slipway.registry.transport;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Believes a certificate that any of several managers believes. Later ones are made only when earlier ones refuse.
final class TrustInTurn extends X509ExtendedTrustManager {

    /// Makes one manager.
    @FunctionalInterface
    interface Lazy {
        X509ExtendedTrustManager make() throws GeneralSecurityException, IOException;
    }

    @FunctionalInterface
    private interface Check {
        void with(X509ExtendedTrustManager manager) throws CertificateException;
    }

    private final List<Lazy> managers;

    TrustInTurn(List<Lazy> managers) {
        this.managers = List.copyOf(managers);
    }

    private void any(Check check) throws CertificateException {
        var refusal = new CertificateException("no authority is trusted");
        for (Lazy lazy : managers) {
            try {
                check.with(lazy.make());
                return;
            } catch (CertificateException e) {
                refusal = e;
            } catch (GeneralSecurityException | IOException e) {
                refusal = new CertificateException("cannot read the trusted authorities: " + e.getMessage(), e);
            }
        }
        throw refusal;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        any(manager -> manager.checkServerTrusted(chain, kind, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        any(manager -> manager.checkServerTrusted(chain, kind, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        any(manager -> manager.checkServerTrusted(chain, kind));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        throw new CertificateException("we serve no one");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        throw new CertificateException("we serve no one");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        throw new CertificateException("we serve no one");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
