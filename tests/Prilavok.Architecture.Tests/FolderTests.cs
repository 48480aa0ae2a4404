using System.Text.RegularExpressions;
using Xunit;

namespace Prilavok.Architecture.Tests;

/// <summary>Where things are: a feature is a folder name, and it is the same name in every project.</summary>
public sealed partial class FolderTests
{
    /// <summary>The business. Storage and the REST faces repeat these names and have no others for features.</summary>
    private static readonly string[] Features =
    [
        "Access", "Accounts", "Apps", "Backups", "Catalog", "Delivery", "Documents", "Employees", "Log", "Owners", "Pushes", "Sandbox", "Stores", "Subscriptions",
        "Suppliers", "Terminals",
    ];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["src/Prilavok.Contracts"] = ["Manage", "Publisher", "Sandbox", "Terminal", "V1", "V2"],
        ["src/Prilavok.Core"] = Features,
        ["src/Prilavok.Storage"] = [.. Features, "Sqlite", "Postgres"],
        ["src/Prilavok.Server"] =
        [
            .. Features.Select(feature => "Api/" + feature), "Api/Wire", "Api/Documents/Shapes", "Cli", "Delivery", "Hosting", "Keys", "Manage", "Accounts", "OpenApi", "Publisher", "Sandbox", "Sandbox/Demo",
            "Sandbox/Demo/Days", "Sandbox/Demo/Goods", "Sandbox/Demo/Papers", "Subscriptions",
            "TerminalGateway",
        ],
    };

    public static TheoryData<string> Projects => [.. Repository.FilesOf(".csproj").Select(Repository.FolderOf)];

    public static TheoryData<string> Products => [.. Repository.FilesOf(".csproj", "src/").Select(Repository.FolderOf)];

    [Theory]
    [MemberData(nameof(Products))]
    public void A_product_project_has_only_the_folders_that_were_agreed(string project)
    {
        Assert.True(Allowed.TryGetValue(project, out var allowed), $"Say here which folders {project} has.");

        Assert.All(Repository.FoldersOf(project), folder => Assert.True(
            allowed.Contains(folder), $"{project}/{folder} was not agreed: use a feature's folder, or name the new feature here and in docs/architecture.md."));
    }

    [Fact]
    public void Every_feature_named_here_exists() =>
        Assert.Equal(Features.Order(StringComparer.Ordinal), Repository.FoldersOf("src/Prilavok.Core").Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_namespace_is_its_folder(string project)
    {
        var root = Repository.ReadXml($"{project}/{project[(project.LastIndexOf('/') + 1)..]}.csproj").Descendants("RootNamespace").SingleOrDefault()?.Value
            ?? project[(project.LastIndexOf('/') + 1)..];

        Assert.All(Repository.FilesOf(".cs", project + "/"), file =>
        {
            var folder = Repository.FolderOf(file)[project.Length..].Replace('/', '.');
            var named = NamespacePattern().Matches(Repository.Read(file)).Select(match => match.Groups["name"].Value).ToList();
            if (named.Count > 0 || Repository.NameOf(file) != "Program")
            {
                Assert.True(named is [var only] && only == root + folder, $"{file}: the namespace must be {root + folder}, once, for the whole file.");
            }
        });
    }

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)\s*;", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NamespacePattern();
}
