using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Prilavok.Server.Partners;

/// <summary>Everything that is wrong with the certificate a service shows, in words for whoever has to renew it.</summary>
internal static class CertificateWords
{
    private const int MostNames = 5;

    /// <param name="chain">As it was judged.</param>
    /// <param name="asked">The name the service was called by.</param>
    /// <param name="now">In real time, as certificates are judged.</param>
    public static string Of(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, string asked, DateTimeOffset now)
    {
        if (certificate is not X509Certificate2 shown || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "the service showed no certificate";
        }

        var faults = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            faults.Add($"its certificate is for {Names(shown)}, not for {asked}");
        }

        X509ChainElement[] elements = chain is null ? [] : [.. chain.ChainElements];
        foreach (var element in elements)
        {
            faults.AddRange(element.ChainElementStatus.Select(status => Of(status.Status, element.Certificate, shown, elements.Length, now)));
        }

        // What belongs to no element, as a chain that ends too early, may stand in the whole alone.
        faults.AddRange((chain?.ChainStatus ?? []).Where(status => status.Status == X509ChainStatusFlags.PartialChain).Select(
            status => Of(status.Status, shown, shown, 1, now)));
        return faults.Count == 0 ? "its certificate is not accepted" : string.Join("; ", faults.Distinct(StringComparer.Ordinal));
    }

    private static string Of(X509ChainStatusFlags fault, X509Certificate2 at, X509Certificate2 shown, int length, DateTimeOffset now)
    {
        var whose = at.Equals(shown) ? "its certificate" : $"the certificate of {Subject(at)}, who vouches for it,";
        return fault switch
        {
            X509ChainStatusFlags.NotTimeValid => at.NotBefore > now.LocalDateTime
                ? $"{whose} is not valid before {Time(at.NotBefore)}"
                : $"{whose} has expired at {Time(at.NotAfter)}",
            X509ChainStatusFlags.UntrustedRoot when length == 1 => "its certificate is signed by itself, and this server does not trust it",
            X509ChainStatusFlags.UntrustedRoot => $"its certificate is issued by {Subject(at)}, whom this server does not trust",
            X509ChainStatusFlags.PartialChain =>
                $"its certificate is issued by {shown.GetNameInfo(X509NameType.SimpleName, forIssuer: true)}, who is not known here; the service may "
                    + $"have to send an intermediate certificate too",
            X509ChainStatusFlags.Revoked => $"{whose} was revoked",
            _ => $"{whose} is not accepted ({fault})",
        };
    }

    private static string Subject(X509Certificate2 certificate) => certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);

    private static string Names(X509Certificate2 certificate)
    {
        var alternatives = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().ToList();
        string[] names =
        [
            .. alternatives.SelectMany(names => names.EnumerateDnsNames()),
            .. alternatives.SelectMany(names => names.EnumerateIPAddresses()).Select(address => address.ToString()),
        ];
        return names.Length == 0 ? Subject(certificate)
            : string.Join(", ", names.Take(MostNames)) + (names.Length > MostNames ? $" and {names.Length - MostNames} more" : "");
    }

    private static string Time(DateTime local) => local.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
