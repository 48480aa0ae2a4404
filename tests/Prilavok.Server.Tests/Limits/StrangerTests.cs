using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Routing;
using Prilavok.Server.Callers;
using Prilavok.Server.Tests.BadInput;
using Prilavok.Server.Tests.Kit;
using Prilavok.Server.Tests.Routes;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Limits;

/// <summary>What a caller without a token may cost, asked of every route there is.</summary>
public sealed class StrangerTests : ServerTests<SqliteFixture>
{
    private const int Most = 16 * 1024;

    private static readonly HttpMethod[] WithBody = [HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch];

    private IEnumerable<RouteEndpoint> Open => Server.Routes.Where(route => route.Metadata.GetMetadata<ForStrangers>() is not null);

    [Fact]
    public void Whatever_reads_a_body_before_it_knows_who_asks_is_marked()
    {
        var anybody = Server.Routes.Where(route => Door.Of(route).Kind == DoorKind.Anybody && WithBody.Contains(Samples.MethodOf(route))).Select(route => route.Name());

        Assert.Equal(anybody.Order(StringComparer.Ordinal), Open.Select(route => route.Name()).Order(StringComparer.Ordinal));
        Assert.NotEmpty(anybody);
    }

    /// <summary>Only the head is sent: whoever waits for the body never answers.</summary>
    [Fact]
    public async Task Without_a_token_no_route_waits_for_a_large_body()
    {
        var (wrong, asked) = (new List<string>(), 0);
        foreach (var route in Server.Routes.Where(route => Door.Of(route).Kind != DoorKind.Sandbox)) // There, who is on this machine is known by that.
        {
            var method = Samples.MethodOf(route);
            foreach (var length in new[] { "Content-Length: 9000000", "Transfer-Encoding: chunked" })
            {
                if (length[0] == 'T' && route.Metadata.GetMetadata<ForStrangers>() is not null)
                {
                    continue; // How long it is, is not known before.
                }

                var answer = await AskAsync($"{method} {RouteCall.PathOf(route, (_, _) => "x")} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{length}\r\n\r\n");
                var isFine = !WithBody.Contains(method) || answer.StartsWith("HTTP/1.1 401 ", StringComparison.Ordinal) || answer.StartsWith("HTTP/1.1 413 ", StringComparison.Ordinal)
                    || answer.StartsWith("HTTP/1.1 415 ", StringComparison.Ordinal);
                asked++;
                if (!isFine)
                {
                    wrong.Add($"{route.Name()} with {length}: {answer}");
                }
            }
        }

        Assert.InRange(asked, 150, int.MaxValue);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_body_over_16_KB_is_refused_in_words_however_it_comes()
    {
        foreach (var route in Open)
        {
            foreach (var (body, coding, isChunked) in new[]
            {
                (Bodies.Spaces(Most + 1), null, false), (Bodies.Spaces(Most + 1), null, true), (Bodies.Gzip(Bodies.Spaces(1_000_000)), "gzip", false), (Bodies.Gzip(Bodies.Gzip(Bodies.Spaces(10_000_000))), "gzip, gzip", true),
            })
            {
                var answer = await SendAsync(route, body, coding, isChunked);
                Assert.Equal(413, answer.Status);
                if (!answer.Asked.Contains("/oauth", StringComparison.Ordinal))
                {
                    Scene.AssertRefusal(answer, route.Name());
                    Assert.Contains(Most.ToString(System.Globalization.CultureInfo.InvariantCulture), answer.Text, StringComparison.Ordinal);
                }
            }

            var fits = await SendAsync(route, Bodies.Spaces(Most - 1000), null, isChunked: true);
            Assert.True(fits.Status is 400 or 401 or 403, $"{fits.Asked}: {fits.Status} {fits.Text}");
        }
    }

    [Fact]
    public async Task A_network_that_asks_too_often_waits_and_others_do_not()
    {
        await using var server = await ServerFixture.StartAsync(new SqliteFixture(), isTurned: true, ("RateLimits:StrangersPerMinute", "3"), ("RateLimits:LoopbackPerMinute", "4"));
        var anybody = new Caller(server.Http);
        foreach (var route in server.Routes.Where(route => route.Metadata.GetMetadata<ForStrangers>() is not null))
        {
            server.Store.Clock.Advance(TimeSpan.FromMinutes(1));
            var path = RouteCall.PathOf(route, (_, _) => "x");
            Assert.DoesNotContain(429, new[] { await AskAsync("192.0.2.1"), await AskAsync("192.0.2.2"), await AskAsync("192.0.2.3") });

            using var content = Caller.ContentOf("{}");
            var refused = (await anybody.SendAsync(Samples.MethodOf(route), path, content, ("X-Forwarded-For", "192.0.2.4"))).Expect(429);
            Assert.Equal("20", refused.Header("Retry-After"));
            Assert.NotEqual(429, await AskAsync("192.0.3.1"));
            Assert.NotEqual(429, await AskAsync("2001:db8::1"));
            Assert.Equal([false, false, false, false, true], await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ => await AskAsync(null) == 429)).ContinueWith(all => all.Result.Order(), TaskScheduler.Default));
            server.Store.Clock.Advance(TimeSpan.FromSeconds(20));
            Assert.NotEqual(429, await AskAsync("192.0.2.4"));

            async Task<int> AskAsync(string? from)
            {
                using var body = Caller.ContentOf("{}");
                return (await anybody.SendAsync(Samples.MethodOf(route), path, body, from is null ? [] : [("X-Forwarded-For", from)])).Status;
            }
        }
    }

    private async Task<Answer> SendAsync(RouteEndpoint route, byte[] body, string? coding, bool isChunked)
    {
        using var stream = new MemoryStream(body);
        using var content = new StreamContent(stream);
        content.Headers.TryAddWithoutValidation("Content-Type", route.Name() == "oauth.token" ? Samples.Form : "application/json");
        if (coding is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        }

        (string, string)[] headers = isChunked ? [("Expect", "100-continue"), ("Transfer-Encoding", "chunked")] : [("Expect", "100-continue")];
        return await Anybody.SendAsync(Samples.MethodOf(route), RouteCall.PathOf(route, (_, _) => "x"), content, headers);
    }

    /// <returns>The first line of the answer.</returns>
    private async Task<string> AskAsync(string head)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(Server.Url).Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken) ?? "";
    }
}
