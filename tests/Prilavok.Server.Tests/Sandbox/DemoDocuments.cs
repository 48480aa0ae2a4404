using System.Globalization;
using System.Text.Json;
using Prilavok.Core.Terminals;
using Prilavok.Server.Demo;

namespace Prilavok.Server.Tests.Sandbox;

/// <summary>A demo shop in the middle of a working day, and its documents read back.</summary>
internal static class DemoDocuments
{
    public const ulong Seed = 20_170_228;

    /// <summary>20:40 at the shop, and a fraction of a second: the day is not over.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 3, 25, 17, 40, 15, 750, TimeSpan.Zero);

    public static DemoShop Shop { get; } = DemoShop.Build(Seed, Now);

    public static IReadOnlyList<DemoDocument> All { get; } = Read(Shop);

    public static IEnumerable<DemoDocument> Receipts => All.Where(document => document.Type is "SELL" or "PAYBACK" or "BUY" or "BUYBACK");

    public static IEnumerable<IReadOnlyList<DemoDocument>> ByTerminal =>
        All.GroupBy(document => document.TerminalId).Select(terminal => terminal.ToList());

    public static IReadOnlyList<DemoDocument> Read(DemoShop shop) =>
        [.. shop.Documents().Select(made => new DemoDocument(made.TerminalId, JsonElement.Parse(made.Json)))];
}

internal sealed record DemoDocument(string TerminalId, JsonElement Json)
{
    public string Type => Json.Text("type");

    public string Id => Json.Text("id");

    public long Number => Json.GetProperty("number").GetInt64();

    public int Session => Json.GetProperty("session_number").GetInt32();

    public string StoreId => Json.Text("store_id");

    public DateTimeOffset ClosedAt => DateTimeOffset.ParseExact(
        Json.Text("close_date"), "yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public DateOnly LocalDay(Terminal terminal) => DateOnly.FromDateTime(ClosedAt.ToOffset(terminal.TimezoneOffset).DateTime);

    public JsonElement Body => Json.GetProperty("body");

    public IReadOnlyList<JsonElement> Positions => Body.TryGetProperty("positions", out var positions) ? [.. positions.EnumerateArray()] : [];
}

internal static class JsonElements
{
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static decimal Number(this JsonElement json, string name) => json.GetProperty(name).GetDecimal();

    /// <summary>Half up, two digits.</summary>
    public static decimal Rounded(this decimal value) => Math.Round(value, 2, MidpointRounding.AwayFromZero);
}
