using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Kit;

/// <summary>
/// nginx with the <c>deploy/nginx.conf</c> that is shipped, but for the places of its files. Without nginx a test is skipped, and fails where
/// <c>CI=true</c>.
/// </summary>
public sealed class ShippedProxy : IAsyncDisposable
{
    private static readonly string[] Folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private ShippedProxy(DirectoryInfo folder, Process process, int port)
    {
        _folder = folder;
        _process = process;
#pragma warning disable CA5359 // The certificate was made for this test.
        var anyCertificate = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true };
#pragma warning restore CA5359
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false, SslOptions = anyCertificate }) { BaseAddress = new Uri($"https://127.0.0.1:{port}") };
    }

    public HttpClient Http { get; }

    /// <summary>All it has written into its logs.</summary>
    public string Logs => string.Concat(_folder.GetFiles("*.log").Select(file => ReadShared(file.FullName)));

    /// <param name="first">Address of a node behind it.</param>
    /// <param name="second">Of the other.</param>
    public static async Task<ShippedProxy> StartAsync(string first, string second)
    {
        var folder = Directory.CreateTempSubdirectory("prilavok-proxy-");
        var port = FreePort();
        WriteCertificate(folder);
        var path = WriteConfiguration(folder, port, new Uri(first).Authority, new Uri(second).Authority);
        if (!OperatingSystem.IsWindows())
        {
            folder.UnixFileMode |= UnixFileMode.OtherRead | UnixFileMode.OtherExecute; // Its workers are nobody.
        }

        try
        {
            var start = new ProcessStartInfo("nginx", ["-e", $"{folder}/error.log", "-c", path, "-g", $"daemon off; pid {folder}/pid;"]) { RedirectStandardError = true, UseShellExecute = false };
            var proxy = new ShippedProxy(folder, Process.Start(start)!, port);
            await proxy.ListensAsync(port);
            return proxy;
        }
        catch (Win32Exception e)
        {
            folder.Delete(recursive: true);
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is "true", "There is no nginx on this machine.");
            throw new InvalidOperationException("There is no nginx on this machine.", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static void WriteCertificate(DirectoryInfo folder)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = Certificates.Make("127.0.0.1", now.AddDays(-1), now.AddDays(1), issuer: null);
        using var key = System.Security.Cryptography.X509Certificates.RSACertificateExtensions.GetRSAPrivateKey(certificate)!;
        File.WriteAllText(Path.Combine(folder.FullName, "fullchain.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder.FullName, "privkey.pem"), key.ExportPkcs8PrivateKeyPem());
    }

    private static string WriteConfiguration(DirectoryInfo folder, int port, string first, string second)
    {
        var shipped = File.ReadAllText(Path.Combine(Root(), "deploy", "nginx.conf"));
        foreach (var (there, here) in new[]
        {
            ("server node1:5080", $"server {first}"), ("server node2:5080", $"server {second}"), ("listen 5443 ssl;", $"listen 127.0.0.1:{port} ssl;"),
            ("/etc/nginx/tls/fullchain.pem", $"{folder}/fullchain.pem"), ("/etc/nginx/tls/privkey.pem", $"{folder}/privkey.pem"), ("/var/log/nginx/access.log", $"{folder}/access.log"),
            ("http {", $"http {{ {string.Concat(Folders.Select(name => $"{name}_temp_path {folder}/{name};"))}"),
        })
        {
            Assert.Contains(there, shipped, StringComparison.Ordinal);
            shipped = shipped.Replace(there, here, StringComparison.Ordinal);
        }

        var path = Path.Combine(folder.FullName, "nginx.conf");
        File.WriteAllText(path, shipped);
        return path;
    }

    private static string ReadShared(string path)
    {
        using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return file.ReadToEnd();
    }

    private async Task ListensAsync(int port)
    {
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                Assert.False(_process.HasExited, _process.HasExited ? await _process.StandardError.ReadToEndAsync() : "");
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Prilavok.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The repository is not found.");
        }

        return folder.FullName;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
