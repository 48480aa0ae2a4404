using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Documents;

/// <summary>Which documents v2 lists, and its pages.</summary>
public abstract class ListV2Tests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);

    private Tenant _tenant = null!;
    private Till _till = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _tenant = await TenantAsync();
        _till = await _tenant.OpenShopAsync();
        await _till.SendAsync([.. Enumerable.Range(0, 7).Select(i => Closed(i, i % 2 == 0 ? "SELL" : "PAYBACK"))]);
    }

    [Theory]
    [InlineData("type=SELL", "d0 d2 d4 d6")]
    [InlineData("type=SELL,PAYBACK&limit=2", "d0 d1")]
    [InlineData("type=PAYBACK&type=SELL&limit=3", "d0 d1 d2")]
    [InlineData("types=PAYBACK", "d1 d3 d5")]
    [InlineData("type=sell", "d0 d2 d4 d6")]
    [InlineData("type=Sell,payBack&limit=2", "d0 d1")]
    [InlineData("type=payback&type=sell&limit=3", "d0 d1 d2")]
    [InlineData("types=sell,unheard_of", "d0 d2 d4 d6")]
    [InlineData("types=payback&types=SELL&limit=1", "d0")]
    [InlineData("types=SELL&types=PAYBACK&limit=1", "d0")]
    [InlineData("type=UNHEARD_OF", "")]
    [InlineData("limit=no-number", "d0 d1 d2 d3 d4 d5 d6")]
    public async Task Types_choose_in_each_of_their_spellings(string query, string expected) =>
        Assert.Equal(expected, Ids((await ListAsync(query)).Items));

    [Fact]
    public async Task The_start_is_within_and_the_end_is_not()
    {
        var (items, _) = await ListAsync($"since={Ms(2)}&until={Ms(5)}");

        Assert.Equal("d2 d3 d4", Ids(items));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_and_the_last_has_no_cursor()
    {
        var seen = new List<string>();
        var (items, cursor) = await ListAsync($"limit=3&until={Ms(6)}&type=SELL,PAYBACK");
        while (true)
        {
            seen.Add(Ids(items));
            if (cursor is null)
            {
                break;
            }

            (items, cursor) = await ListAsync($"limit=3&cursor={cursor}");
        }

        Assert.Equal(["d0 d1 d2", "d3 d4 d5"], seen);
    }

    [Fact]
    public async Task A_walk_meets_each_document_once_while_others_arrive_before_and_behind_it_and_some_again()
    {
        var seen = new List<string>();
        var (page, cursor) = (0, (string?)"");
        while (cursor is not null)
        {
            (var items, cursor) = await ListAsync($"limit=2&cursor={cursor}");
            seen.AddRange(items.Select(item => (string)item!["id"]!));
            if (page++ < 5)
            {
                var (before, behind, again) = (Closed(page, "SELL"), Closed(20 + page, "SELL"), Closed(page, page % 2 == 0 ? "PAYBACK" : "SELL"));
                (before["id"], before["close_date"], behind["id"]) = ($"before{page}", Ms(-page), $"behind{page}");
                Assert.Equal(3, (await _till.SendAsync(before, behind, again)).Accepted.Count);
            }
        }

        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"d{i}").Concat(Enumerable.Range(1, 5).Select(i => $"behind{i}")), seen);
    }

    [Fact]
    public async Task A_terminal_has_a_list_of_its_own()
    {
        var other = await _tenant.AddTillAsync(_till.StoreId);
        await other.SendAsync(Closed(9, "SELL"));
        var path = $"/stores/{_till.StoreId}/devices/{other.DeviceId}/documents";

        Assert.Equal("d9", Ids((await _tenant.App.GetAsync(path)).Expect(200).Json["items"]!.AsArray()));
        (await _tenant.App.GetAsync(path + "/d9")).Expect(200);
        (await _tenant.App.GetAsync(path + "/d1")).Expect(404);
    }

    [Theory]
    [InlineData("since=yesterday", "since")]
    [InlineData("until=99999999999999999999", "since")]
    [InlineData("cursor=no-cursor", "cursor")]
    [InlineData("since=|", "since")]
    public async Task What_cannot_be_read_is_named(string query, string subject)
    {
        var error = (await _tenant.App.GetAsync($"/stores/{_till.StoreId}/documents?{query}")).Expect(400).Json;

        Assert.Equal("validation_failed", (string)error["code"]!);
        Assert.Equal(subject, (string)error["violations"]![0]!["subject"]!);
    }

    private async Task<(JsonArray Items, string? Cursor)> ListAsync(string query)
    {
        var page = (await _tenant.App.GetAsync($"/stores/{_till.StoreId}/documents?{query}")).Expect(200).Json;
        return (page["items"]!.AsArray(), (string?)page["paging"]!["next_cursor"]);
    }

    private static string Ids(JsonArray items) => string.Join(' ', items.Select(item => (string)item!["id"]!));

    private static long Ms(int i) => Start.AddMinutes(i).ToUnixTimeMilliseconds();

    private static JsonObject Closed(int i, string type)
    {
        var document = Goods.Document(type, "tea-1", 1, $"d{i}");
        document["close_date"] = Ms(i);
        return document;
    }
}

public sealed class SqliteListV2Tests : ListV2Tests<SqliteFixture>;

public sealed class PostgreSqlListV2Tests : ListV2Tests<PostgreSqlFixture>;
