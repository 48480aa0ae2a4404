using System.Buffers.Text;
using System.Text;
using Prilavok.Server.Tests.Api;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Wire;

/// <summary>Texts that no database holds and cursors that nobody wrote are the caller's fault, and told as such.</summary>
public abstract class UnreadableTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    [Theory]
    [InlineData("/devices?store_id=%00")]
    [InlineData("/employees?store_id=a%00b")]
    [InlineData("/suppliers?limit=1&x=%00")]
    [InlineData("/api/v1/inventories/stores/search?%00=1")]
    [InlineData("/api/v1/ofd/documents/?deviceId=%00")]
    public async Task A_query_with_a_zero_character_is_refused(string path) => (await (await TenantAsync()).App.GetAsync(path)).Expect(400);

    [Fact]
    public async Task Zero_characters_cannot_be_listed_for_removal() =>
        (await (await TenantAsync()).App.DeleteAsync("/suppliers?id=%00")).Expect(400);

    [Fact]
    public async Task A_body_with_a_zero_character_is_refused_and_one_that_only_speaks_of_it_is_not()
    {
        var tenant = await TenantAsync();

        Assert.Equal("invalid_format", (string?)(await tenant.App.PostAsync("/suppliers", """{"name":"a\u0000b"}""")).Expect(400).Json["code"]);
        (await tenant.App.PostAsync("/suppliers", """{"name":"a","\u0000":1}""")).Expect(400);
        (await tenant.Owner.PostAsync(tenant.Manage("/stores"), """{"name":"\u0000"}""")).Expect(400);
        Assert.Equal("""a\u0000b""", (string?)(await tenant.App.PostAsync("/suppliers", """{"name":"a\\u0000b"}""")).Expect(200).Json["name"]);
    }

    [Fact]
    public async Task A_body_that_names_a_member_twice_is_refused_in_the_words_of_its_surface()
    {
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        const string Twice = """{"name":"a","n\u0061me":"b"}""";

        var v2 = (await tenant.App.PostAsync("/suppliers", Twice)).Expect(400);
        Assert.Equal(["name: must not be named twice"], v2.Violations());
        var v1 = (await tenant.App.PostAsync($"/api/v1/inventories/stores/{till.StoreId}/products", $"[{Twice}]")).Expect(400);
        Assert.Equal("[0].name", (string?)v1.Json["errors"]![0]!["subject"]);
        var own = (await tenant.Owner.PostAsync(tenant.Manage("/stores"), Twice)).Expect(400);
        Assert.Contains("named twice", own.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%25")]
    [InlineData("a")]
    [InlineData("====")]
    [InlineData("AAAAAAAAAAAA")]
    [InlineData("я")]
    public async Task A_cursor_that_nobody_wrote_is_told_to_be_one(string cursor)
    {
        var tenant = await TenantAsync();

        foreach (var list in new[] { "/stores", "/devices", "/employees", "/employees/roles", "/suppliers", $"/stores/{await tenant.AddStoreAsync()}/documents" })
        {
            Assert.Equal(["cursor: unknown cursor"], (await tenant.App.GetAsync($"{list}?cursor={cursor}")).Violations());
        }
    }

    [Fact]
    public async Task A_cursor_whose_text_is_broken_is_told_to_be_one()
    {
        var tenant = await TenantAsync();
        byte[][] texts = ["a\0b\nc"u8.ToArray(), "a\nb\0"u8.ToArray(), [0xFF, (byte)'\n'], Encoding.UTF8.GetBytes("no line")];

        foreach (var text in texts)
        {
            var cursor = Base64Url.EncodeToString([.. new byte[8], .. text]);
            Assert.Equal(["cursor: unknown cursor"], (await tenant.App.GetAsync("/devices?cursor=" + cursor)).Violations());
        }
    }
}

public sealed class SqliteUnreadableTests : UnreadableTests<SqliteFixture>;

public sealed class PostgreSqlUnreadableTests : UnreadableTests<PostgreSqlFixture>;
