using System.Text.RegularExpressions;
using Xunit;

namespace Prilavok.Architecture.Tests;

/// <summary>Names that say nothing gather what nobody has thought about.</summary>
public sealed partial class NameTests
{
    private static readonly string[] Empty =
        ["Common", "Util", "Utils", "Utility", "Utilities", "Helper", "Helpers", "Manager", "Managers", "Misc", "Impl"];

    [Fact]
    public void No_folder_file_or_project_has_a_name_that_says_nothing() => Assert.All(
        Repository.FilesOf(".cs").Concat(Repository.FilesOf(".csproj")).Concat(Repository.FilesOf(".sql")),
        file => AssertSays(file, file));

    [Theory]
    [MemberData(nameof(Product.Assemblies), MemberType = typeof(Product))]
    public void No_type_has_a_name_that_says_nothing(string assembly) =>
        Assert.All(Product.TypesOf(assembly), type => AssertSays(type.Name, type.FullName!));

    [Theory]
    [InlineData("DeviceManager", true)]
    [InlineData("src/Core/Utils/Text.cs", true)]
    [InlineData("HelpersV2", true)]
    [InlineData("Manage/OwnerApps.cs", false)]
    [InlineData("Commons", false)]
    [InlineData("Uncommon", false)]
    public void The_rule_sees_whole_words(string name, bool saysNothing) => Assert.Equal(saysNothing, EmptyWordOf(name) is not null);

    private static void AssertSays(string name, string where)
    {
        var word = EmptyWordOf(name);
        Assert.True(word is null, $"{where}: {word} says nothing; name it after what it does.");
    }

    private static string? EmptyWordOf(string name) =>
        WordPattern().Matches(name).Select(match => match.Value).FirstOrDefault(word => Empty.Contains(word));

    [GeneratedRegex("[A-Z]?[a-z]+", RegexOptions.NonBacktracking)]
    private static partial Regex WordPattern();
}
