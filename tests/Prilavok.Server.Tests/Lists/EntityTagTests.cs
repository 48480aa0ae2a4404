using System.IO.Compression;
using System.Text;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Lists;

/// <summary>What caches and clients can rely on: a strong tag stands for the same bytes.</summary>
public sealed class EntityTagTests : ServerTests<SqliteFixture>
{
    private static readonly string?[] Encodings = [null, "identity", "gzip", "br", "br, gzip;q=0.5"];

    [Theory]
    [InlineData("/stores")]
    [InlineData("/api/v1/inventories/stores/search")]
    [InlineData("/devices")]
    public async Task One_tag_is_one_body_and_each_is_known_whatever_is_asked_for_then(string path)
    {
        var tenant = await TenantAsync();
        await tenant.OpenShopAsync();
        var bodies = new Dictionary<string, byte[]>();
        var plain = new HashSet<string>();
        foreach (var encoding in Encodings)
        {
            var answer = (await AskAsync(tenant, path, encoding)).Expect(200);
            var tag = answer.Header("ETag")!;
            Assert.StartsWith("\"", tag, StringComparison.Ordinal);
            Assert.Equal("Accept-Encoding", answer.Header("Vary"));
            Assert.Equal(bodies.TryAdd(tag, answer.Bytes) ? answer.Bytes : bodies[tag], answer.Bytes);
            plain.Add(Unpacked(answer));
        }

        Assert.Equal(3, bodies.Count);
        Assert.Single(plain);
        foreach (var encoding in Encodings)
        {
            foreach (var known in bodies.Keys.SelectMany(tag => new[] { tag, "W/" + tag, $"\"other\", {tag}" }).Append("*"))
            {
                var same = (await AskAsync(tenant, path, encoding, known)).Expect(304);
                Assert.Empty(same.Bytes);
                Assert.Equal((await AskAsync(tenant, path, encoding)).Header("ETag"), same.Header("ETag"));
                Assert.Equal("Accept-Encoding", same.Header("Vary"));
            }

            (await AskAsync(tenant, path, encoding, "\"other\", W/\"another-gzip\"")).Expect(200);
        }

        await tenant.AddStoreAsync("One more");
        await tenant.AddTillAsync(await tenant.AddStoreAsync("And another"));
        foreach (var tag in bodies.Keys)
        {
            (await AskAsync(tenant, path, "gzip", tag)).Expect(200);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip")]
    public async Task What_may_be_packed_says_so_to_everybody(string? encoding)
    {
        var tenant = await TenantAsync();
        var path = tenant.Manage("/stores");

        var answer = await tenant.Owner.SendAsync(HttpMethod.Get, path, null, encoding is null ? [] : [("Accept-Encoding", encoding)]);

        Assert.Equal("Accept-Encoding", answer.Expect(200).Header("Vary"));
    }

    private static Task<Answer> AskAsync(Tenant tenant, string path, string? encoding, string? known = null)
    {
        var headers = new List<(string Name, string Value)>();
        if (encoding is not null)
        {
            headers.Add(("Accept-Encoding", encoding));
        }

        if (known is not null)
        {
            headers.Add(("If-None-Match", known));
        }

        return tenant.App.SendAsync(HttpMethod.Get, path, null, [.. headers]);
    }

    private static string Unpacked(Answer answer)
    {
        using var packed = new MemoryStream(answer.Bytes);
        using Stream stream = answer.ContentHeaders.ContentEncoding.SingleOrDefault() switch
        {
            "gzip" => new GZipStream(packed, CompressionMode.Decompress),
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            _ => packed,
        };
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
