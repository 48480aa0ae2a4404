using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Prilavok.Architecture.Tests;

/// <summary>Who may know whom. What is not in the table cannot be written: business code that sees JSON, SQL that sees HTTP.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, Allowed> Table = new()
    {
        ["Prilavok.Contracts"] = new([], [], ["System.*"]),
        ["Prilavok.Core"] = new(
            [],
            ["Microsoft.Extensions.*.Abstractions", "Microsoft.Extensions.Options"],
            ["System.*", "Microsoft.Extensions.*.Abstractions", "Microsoft.Extensions.Options"])
        {
            Never = ["System.Text.Json", "System.Data*", "System.Net*", "System.Xml*", "Microsoft.AspNetCore*"],
        },
        ["Prilavok.Storage"] = new(
            ["Prilavok.Core"],
            ["Dapper", "Npgsql", "Microsoft.Data.Sqlite", "dbup-sqlite", "dbup-postgresql", "Microsoft.Extensions.*.Abstractions"],
            ["System.*", "Microsoft.Extensions.*", "Prilavok.Core", "Dapper", "Npgsql", "Microsoft.Data.Sqlite", "SQLitePCLRaw.core", "dbup-*"])
        {
            Never = ["System.Net*", "Microsoft.AspNetCore*"],
        },
        ["Prilavok.Server"] = new(["Prilavok.Contracts", "Prilavok.Core", "Prilavok.Storage"], ["*"], ["*"]),
    };

    public static TheoryData<string> Projects => [.. Repository.FilesOf(".csproj", "src/").Select(Repository.NameOf)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_what_the_table_allows(string project)
    {
        Assert.True(Table.TryGetValue(project, out var allowed), $"Say in the table what {project} may know.");
        var file = Repository.ReadXml($"src/{project}/{project}.csproj");

        Assert.All(Included(file, "ProjectReference").Select(Repository.NameOf), known => Assert.Contains(known, allowed.Projects));
        Assert.All(Included(file, "PackageReference"), known => Assert.True(Fits(known, allowed.Packages), $"{project} must not use {known}."));
        if (project != "Prilavok.Server")
        {
            Assert.Empty(Included(file, "FrameworkReference"));
            Assert.Equal("Microsoft.NET.Sdk", file.Attribute("Sdk")!.Value);
        }
    }

    /// <summary>What the compiler saw: packages bring others, and the framework is there without being asked for.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void An_assembly_knows_only_what_the_table_allows(string project)
    {
        var allowed = Table[project];
        var known = Assembly.Load(project == "Prilavok.Server" ? "prilavok" : project).GetReferencedAssemblies().Select(name => name.Name!).ToList();

        Assert.NotEmpty(known);
        Assert.All(known, name => Assert.True(Fits(name, allowed.Assemblies), $"{project} must not know {name}."));
        Assert.All(known, name => Assert.False(Fits(name, allowed.Never), $"{project} must never know {name}."));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_tests_and_benchmarks_see_the_inside_of_a_project(string project) => Assert.All(
        Included(Repository.ReadXml($"src/{project}/{project}.csproj"), "InternalsVisibleTo"),
        friend => Assert.True(
            friend == project + ".Tests" || friend is "Prilavok.Bench" or "Prilavok.Testing", $"{friend} must not see the inside of {project}."));

    [Fact]
    public void The_solution_holds_every_project()
    {
        var held = Repository.ReadXml("Prilavok.slnx").Descendants("Project").Select(project => project.Attribute("Path")!.Value);

        Assert.Equal(Repository.FilesOf(".csproj").Order(StringComparer.Ordinal), held.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Included(System.Xml.Linq.XElement project, string item) =>
        project.Descendants(item).Select(reference => reference.Attribute("Include")!.Value);

    private static bool Fits(string name, IEnumerable<string> patterns) => patterns.Any(pattern =>
        Regex.IsMatch(name, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.NonBacktracking));

    /// <param name="Projects">Exact names.</param>
    /// <param name="Packages">Names of packages the project file may ask for; <c>*</c> stands for anything.</param>
    /// <param name="Assemblies">Names the compiled assembly may refer to.</param>
    private sealed record Allowed(string[] Projects, string[] Packages, string[] Assemblies)
    {
        /// <summary>Wins over what is allowed.</summary>
        public string[] Never { get; init; } = [];
    }
}
