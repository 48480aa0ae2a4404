using System.Text;
using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Leniency;

/// <summary>What services answer is read in whatever characters, packings and spellings they write it.</summary>
public sealed class PartnerAnswerTests : ServerTests<SqliteFixture>
{
    private const string Verify = "/api/v1/user/verify";
    private const string Commodity = "/api/v1/commodities?scanCode=1";
    private const string Receipts = "/api/v2/receipts";
    private const string Text = "Вино № 5 «Ёлка»";

    private static readonly Encoding Windows1251 = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
    private static readonly Encoding Koi8 = CodePagesEncodingProvider.Instance.GetEncoding("koi8-r")!;

    private static readonly Dictionary<string, Func<string, Reply>> Ways = new()
    {
        ["utf-8"] = text => Of(Encoding.UTF8.GetBytes(text), "application/json"),
        ["utf-8, no type"] = text => Of(Encoding.UTF8.GetBytes(text), null),
        ["utf-8 with a mark"] = text => Of([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], "application/json; charset=utf-8"),
        ["utf-8 with a mark, no type"] = text => Of([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], null),
        ["utf-16 little end first"] = text => Of([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)], "text/html"),
        ["utf-16 big end first"] = text => Of([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(text)], null),
        ["utf-16 declared"] = text => Of(Encoding.Unicode.GetBytes(text), "application/json; charset=UTF-16LE"),
        ["a mark against what is declared"] = text => Of([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], "text/plain; charset=windows-1251"),
        ["windows-1251"] = text => Of(Windows1251.GetBytes(text), "application/json; charset=windows-1251"),
        ["windows-1251 in other words"] = text => Of(Windows1251.GetBytes(text), "text/html;charset=\"CP1251\""),
        ["windows-1251, not declared"] = text => Of(Windows1251.GetBytes(text), "application/json"),
        ["windows-1251, declared as utf-8"] = text => Of(Windows1251.GetBytes(text), "application/json; charset=utf-8"),
        ["windows-1251 under a charset of nobody"] = text => Of(Windows1251.GetBytes(text), "application/json; charset=russian"),
        ["windows-1251 under no media type"] = text => Of(Windows1251.GetBytes(text), "json"),
        ["utf-8, declared as latin"] = text => Of(Encoding.UTF8.GetBytes(text), "application/json; charset=ISO-8859-1"),
        ["koi8-r"] = text => Of(Koi8.GetBytes(text.Replace('№', 'N').Replace('«', '"').Replace('»', '"')), "application/json; charset=KOI8-R"),
        ["gzip"] = text => Of(Bodies.Gzip(Encoding.UTF8.GetBytes(text)), "application/json", "gzip"),
        ["x-gzip of windows-1251"] = text => Of(Bodies.Gzip(Windows1251.GetBytes(text)), "application/json", "X-GZip"),
        ["gzip of gzip"] = text => Of(Bodies.Gzip(Bodies.Gzip(Encoding.UTF8.GetBytes(text))), "application/json", "gzip, gzip"),
    };

    public static TheoryData<string> Names { get; } = [.. Ways.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_answer_is_understood(string way)
    {
        var tenant = await TenantAsync(install: false);
        var said = way == "koi8-r" ? "Вино Ёлка" : Text;
        Partner.On(Verify, _ => Ways[way]($$"""{"userId":"{{tenant.OwnerId}}","hasBilling":"TRUE","token":1234567890123456789,"comment":"{{said}}"}"""));
        Partner.On(Commodity, _ => Ways[way]($$"""{"name":"{{said}}","alcCodes":5}"""));

        await tenant.InstallAsync();
        var till = await tenant.OpenShopAsync();
        var found = (await till.Caller.GetAsync("/terminal/v1/commodities?scanCode=1")).Expect(200).Json;

        Assert.Equal(said, (string?)found["name"]);
        Assert.Equal(["5"], found["alcCodes"]!.AsArray().Select(code => (string?)code));
        Assert.Equal("Bearer 1234567890123456789", Partner.At(Commodity)[0].Authorization);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_refusal_is_readable_in_the_list_of_deliveries(string way)
    {
        Partner.On(Receipts, _ => Ways[way](Text) with { Status = 500 });
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await tenant.SettleAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();

        var attempt = (await tenant.AttemptsAsync()).Last(attempt => (string?)attempt["channel"] == "receipts");

        Assert.Equal(way == "koi8-r" ? "Вино N 5 \"Ёлка\"" : Text, (string?)attempt["response"]);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"True\"", true)]
    [InlineData("1", true)]
    [InlineData("\"1\"", true)]
    [InlineData("false", false)]
    [InlineData("0", false)]
    [InlineData("\"0\"", false)]
    [InlineData("null", false)]
    [InlineData("\"\"", false)]
    [InlineData("2", null)]
    [InlineData("\"maybe\"", null)]
    [InlineData("{}", null)]
    public async Task Who_is_charged_is_read_in_any_spelling_and_never_guessed(string json, bool? hasBilling)
    {
        var tenant = await Tenant.CreateAsync(
            Server.Http, JsonNode.Parse($$"""{"name":"Paid","base":"{{Partner.Url}}","plans":[{"id":"p","price":100,"period":"P1M"}]}""")!, install: false);
        Partner.On(Verify, _ => new Reply(200, $$"""{"hasBilling":{{json}},"token":"t"}"""));

        var answer = await tenant.Owner.PostAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), new { planId = "p" });

        Assert.Equal(hasBilling is null ? 422 : 201, answer.Status);
        Assert.Equal(hasBilling == false, (await tenant.Owner.GetAsync(tenant.Manage("/apps"))).Text.Contains("\"subscription\":{", StringComparison.Ordinal));
        Assert.True(hasBilling is not null || answer.Text.Contains("hasBilling", StringComparison.Ordinal), answer.Text);
    }

    [Fact]
    public async Task An_owner_may_be_named_by_a_number()
    {
        var tenant = await TenantAsync(install: false);
        var digits = string.Concat(tenant.OwnerId.Where(char.IsAsciiDigit)).TrimStart('0');
        Partner.On(Verify, told => new Reply(200, $$"""{"userId":{{(told.Call == 1 ? "7" : digits)}},"token":"t"}"""));

        (await tenant.Owner.PostAsync(tenant.Manage($"/apps/{tenant.AppId}/installation"), new { })).Expect(422);
        await tenant.InstallAsync();
    }

    [Fact]
    public async Task What_stands_in_for_a_service_says_its_text_whatever_it_says_of_its_bytes()
    {
        var tenant = await TenantAsync(install: false);
        using var live = await LiveStream.OpenAsync(tenant, "?forward=TRUE");
        var install = tenant.InstallAsync();
        var request = await live.RequestAsync(Verify);
        var headers = new Dictionary<string, string> { ["Content-Type"] = "application/json; charset=windows-1251", ["Content-Encoding"] = "gzip" };
        (await live.AnswerAsync(request, new { status = 200, headers, body = "\uFEFF{\"token\":\"t\",\"comment\":\"Ёлка\"}" })).Expect(204);
        await install;
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    public async Task What_says_it_is_packed_and_is_not_makes_no_sense_and_no_fault(string coding)
    {
        Partner.On(Receipts, _ => new Reply(500, "no") { ContentEncoding = coding });
        Partner.On(Commodity, _ => new Reply(200, "no") { ContentEncoding = coding });
        var tenant = await TenantAsync();
        var till = await tenant.OpenShopAsync();
        await tenant.SettleAsync();
        await till.SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.SettleAsync();

        (await till.Caller.GetAsync("/terminal/v1/commodities?scanCode=1")).Expect(404);
        Assert.Equal(500, (int?)(await tenant.AttemptsAsync()).Last(attempt => (string?)attempt["channel"] == "receipts")["statusCode"]);
        Assert.Empty(Server.Errors);
    }

    private static Reply Of(byte[] bytes, string? type, string? coding = null) => new(200) { Bytes = bytes, ContentType = type, ContentEncoding = coding };
}
