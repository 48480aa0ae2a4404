using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Processes;

/// <summary>A service behind TLS. Whom a server trusts is a matter of its process.</summary>
public sealed class EncryptedTests : IAsyncLifetime
{
    private readonly SqliteFixture _store = new();
    private readonly string _trusted = Path.Combine(Path.GetTempPath(), $"prilavok-{Guid.CreateVersion7()}.pem");
    private WebApplication _service = null!;

    public async ValueTask InitializeAsync()
    {
        await _store.InitializeAsync();
        await _store.LeaveAsync();
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(_trusted, certificate.ExportCertificatePem());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        _service = builder.Build();
        _service.Run(_ => Task.CompletedTask);
        await _service.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        File.Delete(_trusted);
    }

    [Fact]
    public async Task The_time_that_encryption_takes_is_told_of_the_request_that_waited_for_it()
    {
        await using var server = new ServerProcess(_store, ("SSL_CERT_FILE", _trusted));
        await server.StartAsync();
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty", urls = new { receipts = Address } });
        var till = await tenant.OpenShopAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();

        var attempts = await tenant.AttemptsAsync();

        Assert.Equal([null, null], attempts.Select(attempt => (string?)attempt["error"]));
        Assert.Equal([false, true], attempts.Select(attempt => (bool)attempt["timings"]!["reused"]!));
        Assert.True((decimal)attempts[0]["timings"]!["tlsMs"]! > 0);
        Assert.Null(attempts[1]["timings"]!["tlsMs"]);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_and_the_log_tells_how_far_it_came()
    {
        await using var server = new ServerProcess(_store);
        await server.StartAsync();
        var tenant = await Tenant.CreateAsync(server.Http, new { name = "Loyalty", urls = new { receipts = Address } });
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();

        var attempt = Assert.Single(await tenant.AttemptsAsync());

        Assert.Equal(
            $"TLS with {new Uri(Address).Authority} failed: its certificate is signed by itself, and this server does not trust it", (string)attempt["error"]!);
        Assert.NotNull(attempt["timings"]!["connectMs"]);
        Assert.Null(attempt["timings"]!["tlsMs"]);
    }

    private string Address => _service.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "/receipts";
}
