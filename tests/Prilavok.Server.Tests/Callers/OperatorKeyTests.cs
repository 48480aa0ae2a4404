using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Prilavok.Server.Callers;
using Prilavok.Server.Cli;
using Prilavok.Server.Tests.Kit;
using Prilavok.Storage;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Callers;

/// <summary>Whoever can read the data folder is an administrator on this machine, as long as the server runs.</summary>
public sealed class OperatorKeyTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_file_leads_to_the_running_server_and_opens_it_and_goes_with_it()
    {
        string data;
        await using (var server = await ServerFixture.StartAsync(new SqliteFixture()))
        {
            data = DataOf(server);
            using (var client = await OperatorClient.OpenAsync(data, None))
            using (var accounts = await client.GetAsync(new Uri("/manage/v1/accounts", UriKind.Relative), None))
            {
                Assert.Equal(HttpStatusCode.OK, accounts.StatusCode);
            }

            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(data, OperatorFile.Name)));
            }

            await server.StopAsync();
            Assert.False(File.Exists(Path.Combine(data, OperatorFile.Name)));
            var refused = await Assert.ThrowsAsync<CommandException>(() => OperatorClient.OpenAsync(data, None));
            Assert.Contains("No server runs on", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_of_another_process_is_left_alone()
    {
        await using var server = await ServerFixture.StartAsync(new SqliteFixture());
        var path = Path.Combine(DataOf(server), OperatorFile.Name);
        await File.WriteAllTextAsync(path, """{"url":"http://127.0.0.1:1","key":"other"}""", None);
        await server.StopAsync();
        Assert.True(File.Exists(path));
    }

    [Theory]
    [InlineData("/manage/v1/accounts", HttpStatusCode.OK)]
    [InlineData("/manage/v1/owners/x/payments", HttpStatusCode.Unauthorized)]
    [InlineData("/manage/v1/second-factor", HttpStatusCode.Unauthorized)]
    [InlineData("/api/v1/inventories/stores/search", HttpStatusCode.Unauthorized)]
    public async Task The_key_opens_what_is_for_administrators_and_nothing_of_a_person(string path, HttpStatusCode status)
    {
        await using var server = await ServerFixture.StartAsync(new SqliteFixture());
        using var client = await OperatorClient.OpenAsync(DataOf(server), None);
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), None);
        Assert.Equal(status, answer.StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("::1", "::1", true)]
    [InlineData("10.0.0.5", "10.0.0.5", true)]
    [InlineData("10.0.0.6", "10.0.0.5", false)]
    public void The_key_opens_nothing_from_another_machine(string peer, string own, bool opens)
    {
        var key = new OperatorKey();
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        http.Connection.LocalIpAddress = IPAddress.Parse(own);
        http.Request.Headers.Authorization = "Bearer " + key.Text;
        Assert.Equal(opens, key.Opens(http));
        http.Request.Headers["X-Forwarded-For"] = "203.0.113.9";
        Assert.False(key.Opens(http));
        http.Request.Headers.Remove("X-Forwarded-For");
        http.Request.Headers.Authorization = "Bearer " + key.Text[..^1];
        Assert.False(key.Opens(http));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"url":null,"key":"a"}""")]
    [InlineData("""{"url":"http://127.0.0.1:1"}""")]
    [InlineData("no json")]
    [InlineData("[]")]
    public async Task A_file_of_another_kind_is_refused_in_words(string text)
    {
        var folder = Directory.CreateTempSubdirectory("prilavok-operator-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, OperatorFile.Name), text, None);
            var refused = await Assert.ThrowsAsync<CommandException>(() => OperatorClient.OpenAsync(folder.FullName, None));
            Assert.Contains("is not what a server writes", refused.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string DataOf(ServerFixture server) => server.Get<IOptions<StorageOptions>>().Value.Data;
}
