package slipway.registry.transport;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

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
    private final @Nullable X509ExtendedTrustManager[] made;

    TrustInTurn(List<Lazy> managers) {
        this.managers = List.copyOf(managers);
        this.made = new X509ExtendedTrustManager[managers.size()];
    }

    private synchronized X509ExtendedTrustManager manager(int index) throws GeneralSecurityException, IOException {
        X509ExtendedTrustManager manager = made[index];
        if (manager == null) {
            manager = managers.get(index).make();
            made[index] = manager;
        }
        return manager;
    }

    private void any(Check check) throws CertificateException {
        var refusal = new CertificateException("no authority is trusted");
        for (int i = 0; i < made.length; i++) {
            try {
                check.with(manager(i));
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
