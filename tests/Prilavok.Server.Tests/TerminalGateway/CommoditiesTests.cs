using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.TerminalGateway;

/// <summary>A terminal scans what the shop does not know, and the owner's apps are asked.</summary>
public abstract class CommoditiesTests<TStore> : ServerTests<TStore>
    where TStore : StoreFixture, new()
{
    private const string Wine = """
        {"name":"Вино","alcCodes":["0000000000000000001",2],"scanCodes":["4607034171234"],"alcoholByVolume":"12.5","alcoholProductKindCode":401,"tareVolume":0.75,"measure":"л","more":1}
        """;

    private const string NoGoods = "The service answered with nothing that describes goods.";

    private const string Asked = "/api/v1/commodities?scanCode=4607034171234&alcCode=1%20%D1%8B";

    [Fact]
    public async Task The_service_is_asked_with_the_owners_token_and_its_answer_passed_on_in_shape()
    {
        Partner.On(Asked, _ => new Reply(200, Wine));
        var tenant = await TenantAsync(install: false);
        await tenant.InstallAsync();
        var till = await tenant.OpenShopAsync();

        var answer = (await till.Caller.GetAsync("/terminal/v1/commodities?scanCode=4607034171234&alcCode=1%20%D1%8B")).Expect(200);

        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse("""{"name":"Вино","alcCodes":["0000000000000000001","2"],"scanCodes":["4607034171234"],"alcoholByVolume":12.5,"alcoholProductKindCode":401,"tareVolume":0.75,"measure":"л"}"""),
                answer.Json),
            answer.Text);
        var asked = Assert.Single(Partner.At(Asked));
        Assert.Equal(("GET", "Bearer " + PartnerService.UserToken), (asked.Method, asked.Authorization));
    }

    [Theory]
    [InlineData(404, "{}", null)]
    [InlineData(500, "", "The service answered with the status 500.")]
    [InlineData(200, "", NoGoods)]
    [InlineData(200, "[]", NoGoods)]
    [InlineData(200, """{"name":""}""", NoGoods)]
    [InlineData(200, """{"name":[7]}""", NoGoods)]
    [InlineData(302, "", "The service answered with the status 302.")]
    public async Task A_service_that_does_not_know_or_makes_no_sense_knows_nothing_and_the_terminal_is_told_why(int status, string body, string? reason)
    {
        Partner.On("/api/v1/commodities?scanCode=1", _ => new Reply(status, body));
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();

        var answer = (await till.Caller.GetAsync("/terminal/v1/commodities?scanCode=1")).Expect(404).Json;

        Assert.NotEmpty(Partner.At("/api/v1/commodities?scanCode=1"));
        Assert.Equal(reason is null ? [] : [(tenant.AppId, reason)], FaultsIn(answer));
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_told_with_its_reason_beside_the_others()
    {
        Partner.On("/api/v1/commodities?scanCode=1", _ => new Reply(404));
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        var away = await tenant.AddAppAsync(new { name = "Away", urls = new { commodities = "http://127.0.0.1:1/goods" } });

        var (appId, reason) = Assert.Single(FaultsIn((await till.Caller.GetAsync("/terminal/v1/commodities?scanCode=1")).Expect(404).Json));

        Assert.Equal(away, appId);
        Assert.StartsWith("The service cannot be reached: ", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_may_name_the_store_and_have_a_question_of_its_own()
    {
        var tenant = await TenantAsync();
        var urls = new { commodities = Partner.Url + "/of/{storeUuid}?kind=wine" };
        (await tenant.Publisher.PatchAsync($"/manage/v1/apps/{tenant.AppId}", new { urls })).Expect(200);
        var till = await tenant.OpenShopAsync();
        var path = $"/of/{till.StoreId}?kind=wine&scanCode=1";
        Partner.On(path, _ => new Reply(200, Wine));

        Assert.Equal("Вино", await NameAsync(till));

        Assert.Single(Partner.At(path));
    }

    [Fact]
    public async Task Two_megabytes_of_markup_are_not_read_to_the_end()
    {
        Partner.On("/api/v1/commodities?scanCode=1", _ => new Reply(200, "<html>" + new string('x', 2_000_000)));
        var till = await (await TenantAsync()).OpenShopAsync();

        (await till.Caller.GetAsync("/terminal/v1/commodities?scanCode=1")).Expect(404);
    }

    [Fact]
    public async Task Of_several_the_app_installed_first_is_believed_and_those_not_on_the_terminal_are_not_asked()
    {
        await using var second = await PartnerService.StartAsync();
        await using var third = await PartnerService.StartAsync();
        const string Path = "/api/v1/commodities?scanCode=1";
        Partner.On(Path, told => told.Call == 1 ? new Reply(404) : new Reply(200, """{"name":"First"}"""));
        second.On(Path, _ => new Reply(200, """{"name":"Second"}"""));
        third.On(Path, _ => new Reply(200, """{"name":"Third"}"""));
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await tenant.AddAppAsync(Tenant.AppOf(second));
        var last = await tenant.AddAppAsync(Tenant.AppOf(third));
        (await tenant.Owner.PatchAsync(tenant.Manage($"/apps/{last}/installation"), """{"devices":[]}""")).Expect(200);

        Assert.Equal("Second", await NameAsync(till));
        Assert.Equal("First", await NameAsync(till));
        Assert.Empty(third.Received);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?alcCode=1")]
    [InlineData("?scanCode=")]
    public async Task Without_a_barcode_there_is_nothing_to_ask(string query)
    {
        var till = await (await TenantAsync()).OpenShopAsync();

        (await till.Caller.GetAsync("/terminal/v1/commodities" + query)).Expect(400);

        Assert.Empty(Partner.At("/api/v1/commodities" + query));
    }

    private static IEnumerable<(string AppId, string Reason)> FaultsIn(JsonNode answer) =>
        answer["violations"]!.AsArray().Select(fault => ((string)fault!["subject"]!, (string)fault["reason"]!));

    private static async Task<string> NameAsync(Till till) =>
        (string)(await till.Caller.GetAsync("/terminal/v1/commodities?scanCode=1")).Expect(200).Json["name"]!;
}

public sealed class SqliteCommoditiesTests : CommoditiesTests<SqliteFixture>;

public sealed class PostgreSqlCommoditiesTests : CommoditiesTests<PostgreSqlFixture>;
