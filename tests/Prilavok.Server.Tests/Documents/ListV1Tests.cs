using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Documents;

/// <summary>Which documents v1 lists. It is 2 March 2026, nine in the morning.</summary>
public abstract class ListV1Tests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private Tenant _tenant = null!;
    private Till _till = null!;

    protected override bool IsStill => true;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tenant = await TenantAsync();
        _till = await _tenant.OpenShopAsync();
        await _till.SendAsync(
            Closed("old", "SELL", "2025-11-20T10:00:00.000+0000"),
            Closed("january", "SELL", "2026-01-15T10:00:00.000+0000"),
            Closed("z", "Z_REPORT", "2026-02-20T23:00:00.000+0000"),
            Closed("back", "PAYBACK", "2026-02-20T10:00:00.000+0000"),
            Closed("today", "SELL", "2026-03-02T08:59:59.000+0000"));
    }

    [Theory]
    [InlineData("", "back z today")]
    [InlineData("?gtCloseDate=2026-01-01T00:00:00.000%2B0000", "january")]
    [InlineData("?gtCloseDate=2026-01-01T00:00:00.000+0000", "january")]
    [InlineData("?gtCloseDate=2026-02-10", "back z today")]
    [InlineData("?ltCloseDate=2026-02-20T23:00:00.000%2B0000", "back")]
    [InlineData("?gtCloseDate=2026-02-20T10:00:00.000%2B0000", "z today")]
    [InlineData("?gtCloseDate=2026-01-01&ltCloseDate=2026-02-01", "january")]
    [InlineData("?gtCloseDate=2025-11-01&ltCloseDate=2025-12-01", "old")]
    [InlineData("?types=PAYBACK,FPRINT", "back z")]
    [InlineData("?type=SELL&type=PAYBACK", "back today")]
    [InlineData("?types=NO_SUCH_TYPE", "")]
    [InlineData("?deviceUuid=another", "")]
    public async Task A_period_and_types_choose(string query, string expected)
    {
        var list = (await _tenant.App.GetAsync(Path + query)).Expect(200).Json.AsArray();

        Assert.Equal(expected, string.Join(' ', list.Select(document => (string)document!["uuid"]!)));
    }

    [Theory]
    [InlineData("?gtCloseDate=2025-08-01", "gtCloseDate")]
    [InlineData("?gtCloseDate=2026-01-01&ltCloseDate=2026-03-02", "ltCloseDate")]
    [InlineData("?gtCloseDate=2026-02-02&ltCloseDate=2026-02-01", "gtCloseDate")]
    [InlineData("?gtCloseDate=yesterday", "gtCloseDate")]
    [InlineData("?ltCloseDate=2026-13-01", "ltCloseDate")]
    [InlineData("?ltCloseDate=0001-01-01", "ltCloseDate")]
    [InlineData("?gtCloseDate=9999-12-31T23:59:59.999%2B0000", "gtCloseDate")]
    public async Task A_period_that_is_too_long_too_old_or_no_period_is_named(string query, string subject)
    {
        var error = (await _tenant.App.GetAsync(Path + query)).Expect(400).Json["errors"]![0]!;

        Assert.Equal(2003, (int)error["code"]!);
        Assert.Equal(subject, (string)error["subject"]!);
    }

    [Fact]
    public async Task One_terminal_of_several_can_be_asked_for()
    {
        var other = await _tenant.AddTillAsync(_till.StoreId);
        await other.SendAsync(Closed("other", "SELL", "2026-03-01T10:00:00.000+0000"));

        var list = (await _tenant.App.GetAsync($"{Path}?deviceUuid={other.DeviceId}")).Expect(200).Json.AsArray();

        Assert.Equal("other", (string)Assert.Single(list)!["uuid"]!);
    }

    private string Path => $"/api/v1/inventories/stores/{_till.StoreId}/documents";

    private static JsonObject Closed(string id, string type, string at)
    {
        var document = Goods.Document(type, "tea-1", 1, id);
        document["close_date"] = at;
        return document;
    }
}

public sealed class SqliteListV1Tests : ListV1Tests<SqliteFixture>;

public sealed class PostgreSqlListV1Tests : ListV1Tests<PostgreSqlFixture>;
