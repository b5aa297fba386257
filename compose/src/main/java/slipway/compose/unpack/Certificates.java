package slipway.compose.unpack;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import slipway.diagnostics.Problem;
import slipway.diagnostics.SlipwayException;

/// What the maintainer scripts of `ca-certificates` and `ca-certificates-java` would make of the certificates in a tree.
public final class Certificates {

    /// Where the package puts them, one a file.
    private static final String DIRECTORY = "usr/share/ca-certificates";

    private static final String BUNDLE = "etc/ssl/certs/ca-certificates.crt";
    private static final String JAVA_STORE = "etc/ssl/certs/java/cacerts";

    private static final ASN1ObjectIdentifier DATA = new ASN1ObjectIdentifier("1.2.840.113549.1.7.1");
    private static final ASN1ObjectIdentifier CERTIFICATE_BAG = new ASN1ObjectIdentifier("1.2.840.113549.1.12.10.1.3");
    private static final ASN1ObjectIdentifier X509 = new ASN1ObjectIdentifier("1.2.840.113549.1.9.22.1");
    private static final ASN1ObjectIdentifier FRIENDLY_NAME = new ASN1ObjectIdentifier("1.2.840.113549.1.9.20");
    /// The attribute by which Java knows that a certificate is a trust anchor.
    private static final ASN1ObjectIdentifier TRUSTED_KEY_USAGE = new ASN1ObjectIdentifier("2.16.840.1.113894.746875.1.1");
    private static final ASN1ObjectIdentifier ANY_USAGE = new ASN1ObjectIdentifier("2.5.29.37.0");

    private Certificates() {}

    /// Writes `/etc/ssl/certs/ca-certificates.crt`, all certificates in the order of their paths, into the group that has
    /// them. Without certificates nothing is written.
    public static void writeBundle(RootTree tree) throws IOException {
        List<RootTree.Node> files = files(tree);
        if (files.isEmpty()) return;
        var bundle = new ByteArrayOutputStream();
        for (RootTree.Node file : files) {
            byte[] pem = RootTree.bytes(file);
            bundle.writeBytes(pem);
            if (pem.length > 0 && pem[pem.length - 1] != '\n') bundle.write('\n');
        }
        tree.write(BUNDLE, 0644, bundle.toByteArray(), "ca-certificates", files.getFirst().group());
    }

    /// Writes `/etc/ssl/certs/java/cacerts`, a PKCS #12 store (RFC 7292) without password, encryption or integrity code, so
    /// that it is the same bytes each time.
    public static void writeJavaStore(RootTree tree, int group) throws IOException {
        List<RootTree.Node> files = files(tree);
        if (files.isEmpty()) {
            throw new SlipwayException.BadInput(Problem.of("a Java trust store needs certificates, and there are none")
                    .hint("add the package ca-certificates"));
        }
        SortedMap<String, byte[]> certificates = new TreeMap<>();
        for (RootTree.Node file : files) {
            String alias = file.entry().name().replaceFirst("\\.crt$", "").toLowerCase(Locale.ROOT);
            try (InputStream in = new ByteArrayInputStream(RootTree.bytes(file))) {
                Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(in);
                certificates.put(certificates.containsKey(alias) ? alias + "-" + certificates.size() : alias,
                        certificate.getEncoded());
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a certificate that was read cannot be written", e);
            } catch (CertificateException e) {
                throw new SlipwayException.CorruptData(Problem.of("not a certificate: /" + file.entry().path()), e);
            }
        }
        tree.write(JAVA_STORE, 0644, pkcs12(certificates), "ca-certificates-java", group);
    }

    private static List<RootTree.Node> files(RootTree tree) {
        return tree.beneath(DIRECTORY).stream()
                .filter(node -> node.content().isPresent() && node.entry().name().endsWith(".crt")).toList();
    }

    private static byte[] pkcs12(SortedMap<String, byte[]> certificates) throws IOException {
        var bags = new ASN1EncodableVector();
        certificates.forEach((alias, encoded) -> bags.add(sequence(
                CERTIFICATE_BAG,
                new DERTaggedObject(true, 0, sequence(X509, new DERTaggedObject(true, 0, new DEROctetString(encoded)))),
                new DERSet(new ASN1Encodable[] {
                    sequence(FRIENDLY_NAME, new DERSet(new DERBMPString(alias))),
                    sequence(TRUSTED_KEY_USAGE, new DERSet(ANY_USAGE))
                }))));
        DERSequence safe = sequence(data(new DERSequence(bags)));
        return sequence(new ASN1Integer(3), data(safe)).getEncoded("DER");
    }

    private static DERSequence data(DERSequence content) throws IOException {
        return sequence(DATA, new DERTaggedObject(true, 0, new DEROctetString(content.getEncoded("DER"))));
    }

    private static DERSequence sequence(ASN1Encodable... parts) {
        return new DERSequence(parts);
    }
}
