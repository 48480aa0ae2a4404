using System.Text;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.BadInput;

/// <summary>A body that says it is packed and is not is a mistake of its sender, on every way a body is read.</summary>
public sealed class FalselyPackedTests : ServerTests<SqliteFixture>
{
    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task It_is_refused_and_not_a_fault(string encoding)
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var productId = Goods.NewId();
        await tenant.UploadAsync(till.StoreId, productId);
        (Caller Caller, string Path, HttpContent Content)[] calls =
        [
            (tenant.App, $"/api/v1/inventories/stores/{till.StoreId}/products", new StringContent("[]", Encoding.UTF8, "application/json")),
            (till.Caller, "/terminal/v1/documents", new StringContent("[]", Encoding.UTF8, "application/json")),
            (Anybody, "/oauth/token", new StringContent("grant_type=password", Encoding.UTF8, "application/x-www-form-urlencoded")),
            (tenant.App, $"/stores/{till.StoreId}/products/{productId}/images", new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "image", "a.png" } }),
        ];
        foreach (var (caller, path, content) in calls)
        {
            using (content)
            {
                content.Headers.ContentEncoding.Add(encoding);
                var answer = await caller.SendAsync(HttpMethod.Post, path, content);
                Assert.True(answer.Status == 400, $"{path}: {answer.Status} {answer.Text}");
            }
        }
    }
}
