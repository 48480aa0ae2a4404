using System.Text;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.BadInput;

/// <summary>Bodies that are no JSON, or JSON of a kind the call has no use for: refused in the words of the surface, and nothing happens.</summary>
public abstract class BrokenBodyTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    /// <summary>Who calls without a token sends no more.</summary>
    private const int MostOfStrangers = 16 * 1024;

    private static readonly byte[][] Broken =
    [
        .. new[]
        {
            " ", "[", "{", "]", "{\"name\":", "[1,]", "{\"a\":1,}", "nul", "{'name':'A'}", "{name:1}", "[] []", "{} x", "NaN", "[NaN]", "[1e]", "[01]",
            "\"\\x\"", "[\"\\u12\"]", "\u0000", "{\"name\":\"\n\"}", "{\"name\":\"\\ud800\"}", "[\"\\udc00\\ud800\"]", "{\"\\ud800\":1}", "[\"a\\u0000\"]", "{\"\\u0000\":1}", "<html/>", "\uFEFF",
            new string('[', 100_000), new string('[', 100) + new string(']', 100), string.Concat(Enumerable.Repeat("{\"a\":", 5000)),
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFE],
        [(byte)'"', 0xC3, 0x28, (byte)'"'],
        [(byte)'[', (byte)'"', 0xED, 0xA0, 0x80, (byte)'"', (byte)']'],
        [(byte)'{', (byte)'"', 0xF8, (byte)'"', (byte)':', (byte)'1', (byte)'}'],
    ];

    [Theory]
    [MemberData(nameof(Endpoint.Names), MemberType = typeof(Endpoint))]
    public async Task What_is_no_JSON_is_refused(string name)
    {
        var scene = await Scene.OpenAsync(Server.Http, Partner);
        var endpoint = Endpoint.Named(name);
        var head = await scene.HeadAsync();
        foreach (var body in Broken.Where(body => name != "v1 delete" || !Encoding.UTF8.GetString(body).All(char.IsWhiteSpace))) // There it means everything.
        {
            var answer = await endpoint.SendAsync(scene, body);

            Scene.AssertRefusal(answer, Encoding.UTF8.GetString(body));
            Assert.Equal(name is "activate" or "register" or "login" && body.Length > MostOfStrangers ? 413 : 400, answer.Status);
        }

        Assert.Equal(head, await scene.HeadAsync());
    }

    [Theory]
    [MemberData(nameof(Endpoint.Names), MemberType = typeof(Endpoint))]
    public async Task JSON_of_another_kind_is_refused(string name)
    {
        var scene = await Scene.OpenAsync(Server.Http, Partner);
        var endpoint = Endpoint.Named(name);
        var isArray = endpoint.Good(scene) is System.Text.Json.Nodes.JsonArray;
        var head = await scene.HeadAsync();
        foreach (var body in new[] { "null", "true", "1", "-1e400", "\"text\"", isArray ? "{}" : "[]", isArray ? "{\"name\":\"A\"}" : "[{}]" })
        {
            Scene.AssertRefusal(await endpoint.SendAsync(scene, body), body);
        }

        Assert.Equal(head, await scene.HeadAsync());
    }
}

public sealed class SqliteBrokenBodyTests : BrokenBodyTests<SqliteFixture>;

public sealed class PostgreSqlBrokenBodyTests : BrokenBodyTests<PostgreSqlFixture>;
