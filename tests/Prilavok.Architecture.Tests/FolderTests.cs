using System.Text.RegularExpressions;
using Xunit;

namespace Prilavok.Architecture.Tests;

/// <summary>Where things are: the folders of a project are its rooms, and a namespace is its folder.</summary>
public sealed partial class FolderTests
{
    public static TheoryData<string> Projects => [.. Repository.FilesOf(".csproj").Select(Repository.FolderOf)];

    public static TheoryData<string> Products => [.. Repository.FilesOf(".csproj", "src/").Select(Repository.FolderOf)];

    [Theory]
    [MemberData(nameof(Products))]
    public void A_product_project_has_the_rooms_that_were_agreed_and_no_others(string project)
    {
        Assert.True(Rooms.Of.TryGetValue(project, out var rooms), $"Say in Rooms which rooms {project} has, and in which order.");

        Assert.Distinct(rooms);
        Assert.Equal(
            rooms.Where(room => room.Length > 0).Order(StringComparer.Ordinal), Repository.FoldersOf(project).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_namespace_is_its_folder(string project)
    {
        var root = Repository.ReadXml($"{project}/{project[(project.LastIndexOf('/') + 1)..]}.csproj").Descendants("RootNamespace")
            .SingleOrDefault()?.Value
            ?? project[(project.LastIndexOf('/') + 1)..];

        Assert.All(Repository.FilesOf(".cs", project + "/"), file =>
        {
            var folder = Repository.FolderOf(file)[project.Length..].Replace('/', '.');
            var named = NamespacePattern().Matches(Repository.Read(file)).Select(match => match.Groups["name"].Value).ToList();
            if (named.Count > 0 || Repository.NameOf(file) != "Program")
            {
                Assert.True(
                    named is [var only] && only == root + folder, $"{file}: the namespace must be {root + folder}, once, for the whole file.");
            }
        });
    }

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)\s*;", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NamespacePattern();
}
