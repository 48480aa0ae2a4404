using System.IO.Compression;
using System.Text;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.BadInput;

/// <summary>Bodies whose packing or whose form is broken.</summary>
public sealed class CutShortTests : ServerTests<SqliteFixture>
{
    private const string Body = """{"name":"A supplier whose name is long enough to be packed, and packed, and packed"}""";

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_packed_body_that_is_cut_short_anywhere_is_not_taken_for_a_whole_one(string coding)
    {
        var tenant = await TenantAsync();
        var packed = Packed(coding);
        (await SendAsync(packed)).Expect(200);
        for (var length = 1; length < packed.Length; length++)
        {
            var refused = await SendAsync(packed[..length]);
            Assert.True(refused.Status == 400, $"{length} of {packed.Length} bytes: {refused.Status} {refused.Text}");
            Scene.AssertRefusal(refused, coding);
        }

        async Task<Answer> SendAsync(byte[] bytes)
        {
            using var content = new ByteArrayContent(bytes);
            content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
            content.Headers.ContentEncoding.Add(coding);
            return await tenant.App.SendAsync(HttpMethod.Post, "/suppliers", content);
        }
    }

    [Theory]
    [InlineData(70, 400, "datafile")]
    [InlineData(71, 400, "Content-Type")]
    [InlineData(4088, 400, "Content-Type")]
    [InlineData(4089, 400, "Content-Type")]
    [InlineData(20_000, 400, "Content-Type")]
    public async Task A_boundary_longer_than_it_may_be_is_told(int length, int status, string subject)
    {
        var scene = await Scene.OpenAsync(Server.Http, Partner);
        using var content = new ByteArrayContent("--"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=" + new string('b', length));

        var refused = (await scene.Tenant.App.SendAsync(HttpMethod.Post, $"/stores/{scene.StoreId}/products/tea-1/images", content)).Expect(status);

        Assert.Equal(subject, (string?)refused.Json["violations"]![0]!["subject"]);
    }

    [Theory]
    [InlineData(70)]
    [InlineData(4089)]
    [InlineData(20_000)]
    public async Task So_it_is_where_tokens_are_asked_for(int length)
    {
        using var content = new ByteArrayContent("--"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=" + new string('b', length));
        var refused = await Anybody.SendAsync(HttpMethod.Post, "/oauth/token", content);
        Assert.True(refused.Status is 400 or 415, refused.Text);
    }

    private static byte[] Packed(string coding)
    {
        using var packed = new MemoryStream();
        using (Stream packing = coding switch { "br" => new BrotliStream(packed, CompressionLevel.Optimal), "deflate" => new ZLibStream(packed, CompressionLevel.Optimal), _ => new GZipStream(packed, CompressionLevel.Optimal) })
        {
            packing.Write(Encoding.UTF8.GetBytes(Body));
        }

        return packed.ToArray();
    }
}
