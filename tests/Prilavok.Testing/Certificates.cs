using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Prilavok.Testing;

/// <summary>Certificates that somebody would have to renew.</summary>
public static class Certificates
{
    /// <summary>Signed by an issuer of its own, whom nobody trusts, or by itself.</summary>
    /// <param name="issuer">Null signs it by itself.</param>
    public static X509Certificate2 Make(string name, DateTimeOffset from, DateTimeOffset until, string? issuer = "Nobody's root")
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        if (issuer is null)
        {
            using var alone = request.CreateSelfSigned(from, until);
            return Usable(alone);
        }

        using var rootKey = RSA.Create(2048);
        var root = new CertificateRequest("CN=" + issuer, rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var authority = root.CreateSelfSigned(from.AddYears(-1), until.AddYears(20));
        using var signed = request.Create(authority, from, until, [1, 2, 3, 4, 5]);
        using var withKey = signed.CopyWithPrivateKey(key);
        return Usable(withKey);
    }

    /// <summary>Some systems serve with no key that was not imported.</summary>
    private static X509Certificate2 Usable(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
}
