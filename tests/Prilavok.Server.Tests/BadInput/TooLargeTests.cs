using System.Net.Http.Headers;
using System.Text;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.BadInput;

/// <summary>Bodies over ten megabytes are cut off while they are read.</summary>
public sealed class TooLargeTests : ServerTests<SqliteFixture>
{
    private const int Limit = 10 * 1024 * 1024;

    public static TheoryData<string> Names { get; } = ["v1 products", "v2 supplier", "sell", "stores", "tenants"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_body_that_says_it_is_too_large(string name) => await AssertTooLargeAsync(name, Bodies.Spaces(Limit + 1), null, isChunked: false);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_body_that_turns_out_too_large(string name) => await AssertTooLargeAsync(name, Bodies.Spaces(Limit + 1), null, isChunked: true);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_small_body_that_unpacks_to_a_large_one(string name) => await AssertTooLargeAsync(name, Bodies.Gzip(Bodies.Spaces(4 * Limit)), "gzip", isChunked: false);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_body_at_the_limit_is_read(string name)
    {
        var scene = await Scene.OpenAsync(Server.Http, Partner);
        var good = Encoding.UTF8.GetBytes(Endpoint.Named(name).Good(scene).ToJsonString());
        byte[] body = [.. Bodies.Spaces(Limit - good.Length), .. good];

        Assert.InRange((await SendAsync(scene, name, body, null, false)).Status, 200, 201);
        Assert.InRange((await SendAsync(scene, name, Bodies.Gzip(body), "gzip", true)).Status, 200, 409); // The second store of an id is one too many.
    }

    [Fact]
    public async Task What_says_it_is_packed_and_is_not_is_refused()
    {
        var scene = await Scene.OpenAsync(Server.Http, Partner);
        foreach (var name in Names)
        {
            Scene.AssertRefusal(await SendAsync(scene, name, "[]"u8.ToArray(), "gzip", false), "no gzip");
            Scene.AssertRefusal(await SendAsync(scene, name, Bodies.Gzip("[{}"u8.ToArray())[..^6], "gzip", false), "half a gzip");
        }
    }

    private async Task AssertTooLargeAsync(string name, byte[] body, string? encoding, bool isChunked)
    {
        var scene = await Scene.OpenAsync(Server.Http, Partner);
        var head = await scene.HeadAsync();

        var answer = await SendAsync(scene, name, body, encoding, isChunked);

        Scene.AssertRefusal(answer, name);
        Assert.Equal(413, answer.Status);
        Assert.True(name != "v2 supplier" || (string?)answer.Json["code"] == "payload_too_large", answer.Text);
        Assert.Equal(head, await scene.HeadAsync());
    }

    private static async Task<Answer> SendAsync(Scene scene, string name, byte[] body, string? encoding, bool isChunked)
    {
        var endpoint = Endpoint.Named(name);
        using var stream = new MemoryStream(body);
        using var content = new StreamContent(stream);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        (string, string)[] headers = isChunked ? [("Expect", "100-continue"), ("Transfer-Encoding", "chunked")] : [("Expect", "100-continue")];
        return await endpoint.Caller(scene).SendAsync(endpoint.Method, endpoint.Path(scene), content, headers);
    }
}
