using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.Host;

/// <summary>What the dashboard asks for and the page about it tells is what <c>/metrics</c> has.</summary>
public sealed partial class DashboardTests : ServerTests<SqliteFixture>
{
    private const string Receipts = "/api/v2/receipts";

    [Fact]
    public async Task Every_figure_of_the_dashboard_is_exported_with_the_labels_it_asks_for()
    {
        var series = await SeriesAsync();
        var queries = Dashboard()["panels"]!.AsArray().SelectMany(panel => panel!["targets"]!.AsArray()).Select(target => (string)target!["expr"]!).ToList();

        Assert.True(queries.Count > 15);
        Assert.All(queries, query =>
        {
            var names = NamePattern().Matches(query).Select(match => match.Value).ToList();
            Assert.NotEmpty(names);
            Assert.All(names, name => Assert.True(series.ContainsKey(name), $"{name} is not exported."));
            var labels = ByPattern().Matches(query).SelectMany(match => match.Groups["labels"].Value.Split(", ")).Except(["instance", "job"]);
            Assert.All(labels, label => Assert.True(names.Exists(name => series[name].Contains(label)), $"{query}: no label {label}."));
        });
    }

    [Fact]
    public async Task Every_figure_of_our_own_stands_in_the_page_about_operating_and_no_other()
    {
        var exported = (await SeriesAsync()).Keys.Where(name => name.StartsWith("prilavok_", StringComparison.Ordinal))
            .Select(name => SuffixPattern().Replace(name, "")).ToHashSet(StringComparer.Ordinal);
        var told = RowPattern().Matches(await File.ReadAllTextAsync(PathOf("docs/operating.md"))).Select(match => match.Groups["name"].Value).ToList();

        Assert.Distinct(told);
        Assert.Equal(exported.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    /// <summary>Names of series with the labels that each of them has somewhere, after a little of everything has happened.</summary>
    private async Task<Dictionary<string, HashSet<string>>> SeriesAsync()
    {
        (await Anybody.GetAsync("/metrics")).Expect(200); // From now on the meters are listened to.
        Partner.On(Receipts, told => new Reply(told.Call == 1 ? 503 : 200));
        var tenant = await TenantAsync();
        await (await tenant.OpenShopAsync()).SendAsync(Goods.Document("SELL", "tea-1", 1));
        await tenant.TurnAsync(new { toNext = true });

        return LinePattern().Matches((await Anybody.GetAsync("/metrics")).Expect(200).Text)
            .GroupBy(line => line.Groups["name"].Value, StringComparer.Ordinal)
            .ToDictionary(
                lines => lines.Key,
                lines => lines.SelectMany(line => LabelPattern().Matches(line.Groups["labels"].Value)).Select(label => label.Groups["label"].Value).ToHashSet(StringComparer.Ordinal));
    }

    private static JsonNode Dashboard() => JsonNode.Parse(File.ReadAllText(PathOf("deploy/grafana/prilavok.json")))!;

    private static string PathOf(string file, [System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../..", file);

    [GeneratedRegex(@"\b(prilavok|microsoft|process|dotnet|system|npgsql)_[a-z0-9_]+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"by \((?<labels>[a-z_, ]+)\)", RegexOptions.NonBacktracking)]
    private static partial Regex ByPattern();

    [GeneratedRegex(@"^(?<name>[a-z_]+)(\{(?<labels>.*)\})? ", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex LinePattern();

    [GeneratedRegex(@"(?<label>[a-z_]+)=""", RegexOptions.NonBacktracking)]
    private static partial Regex LabelPattern();

    [GeneratedRegex("_(bucket|sum|count)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SuffixPattern();

    [GeneratedRegex(@"^\| `(?<name>prilavok_[a-z_]+)", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex RowPattern();
}
