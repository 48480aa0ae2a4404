using System.Text.RegularExpressions;
using Xunit;

namespace Prilavok.Architecture.Tests;

public sealed class SourceTests
{
    private const int LongestFile = 250;

    /// <summary>Put together here, so that this file does not hold them.</summary>
    private static readonly string Unfinished = $@"\b({string.Join('|', "TO" + "DO", "FIX" + "ME", "HA" + "CK")})\b";

    private static readonly string[] Written = [".cs", ".csproj", ".props", ".targets", ".razor", ".sql", ".sh", ".md", ".yml"];

    [Fact]
    public void A_file_of_the_product_can_be_read_in_one_sitting() => Assert.All(Repository.FilesOf(".cs", "src/"), file =>
    {
        var lines = Repository.Read(file).Count(c => c == '\n');
        Assert.True(lines <= LongestFile, $"{file} has {lines} lines; {LongestFile} is the most. It holds more than one thing.");
    });

    [Fact]
    public void Nothing_is_left_for_later_in_a_comment() => Assert.All(
        Repository.Files.Where(file => Written.Any(extension => file.EndsWith(extension, StringComparison.Ordinal))),
        file =>
        {
            var found = Regex.Match(Repository.Read(file), Unfinished, RegexOptions.NonBacktracking);
            Assert.False(found.Success, $"{file} says {found.Value}: do it, or file it where work is planned.");
        });

    [Theory]
    [MemberData(nameof(Product.Assemblies), MemberType = typeof(Product))]
    public void A_class_is_sealed_unless_somebody_derives_from_it(string assembly)
    {
        var types = Product.TypesOf(assembly).ToList();
        var bases = types.Select(type => type.BaseType is { IsGenericType: true } generic ? generic.GetGenericTypeDefinition() : type.BaseType)
            .ToHashSet();

        Assert.All(types.Where(type => type.IsClass), type => Assert.True(
            type.IsSealed || type.IsAbstract || bases.Contains(type), $"{type.FullName} is neither sealed nor a base of anything."));
    }
}
