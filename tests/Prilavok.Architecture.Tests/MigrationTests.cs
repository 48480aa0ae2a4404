using System.Text.RegularExpressions;
using Xunit;

namespace Prilavok.Architecture.Tests;

/// <summary>Migrations are numbered scripts, each written once for both engines.</summary>
public sealed partial class MigrationTests
{
    private static readonly List<string> Scripts = [.. Repository.FilesOf(".sql", "src/")];

    [Fact]
    public void Scripts_before_the_baseline_lie_apart_and_each_has_a_number_of_its_own()
    {
        var names = Scripts.ConvertAll(Repository.NameOf);

        Assert.Contains("0027_baseline", names);
        Assert.All(Scripts, script => Assert.Equal(
            string.CompareOrdinal(Repository.NameOf(script), "0027") < 0 ? "src/Prilavok.Storage/FormerMigrations" : "src/Prilavok.Storage/Migrations",
            Repository.FolderOf(script)));
        Assert.All(names, name => Assert.Matches("^[0-9]{4}_[a-z_]+$", name));
        Assert.Distinct(names.Select(name => name[..5]));
    }

    [Fact]
    public void A_script_has_a_word_for_each_type_that_the_engines_spell_differently() => Assert.All(Scripts, script =>
    {
        var statements = NeutralPattern().Replace(Repository.Read(script), "");
        Assert.DoesNotMatch(SpelledPattern(), statements);
    });

    /// <summary>Comments, and words that ScriptWords spells.</summary>
    [GeneratedRegex(@"--[^\n]*|\$[a-z_]+\$", RegexOptions.NonBacktracking)]
    private static partial Regex NeutralPattern();

    [GeneratedRegex(
        @"\b(INTEGER|INT|BIGINT|BLOB|BYTEA|REAL|BOOLEAN|TIMESTAMP|SERIAL|ROWID|COLLATE|IDENTITY|AUTOINCREMENT)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex SpelledPattern();
}
