using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace Prilavok.Architecture.Tests;

/// <summary>The page of all options is written from the types that hold them: <c>UPDATE_SNAPSHOTS=1</c> writes it anew.</summary>
public sealed partial class OptionsPageTests
{
    private const string Page = "docs/options.md";

    [Fact]
    public void Every_option_stands_in_the_page_as_its_type_says_it()
    {
        var page = Write();
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, Page), page);
        }

        Assert.Equal(page, Repository.Read(Page));
    }

    private static string Write()
    {
        var page = new StringBuilder("""
            # Every option

            Written from the types that hold them. Set as any ASP.NET Core option: in `appsettings.json`, on the command line where a switch is
            named, or in the environment, where `:` becomes `__`: `Prilavok:Webhooks:Timeout` is `PRILAVOK__WEBHOOKS__TIMEOUT`. A value out of its
            range stops the server at its start, and the message names the option.

            """);
        foreach (var file in Repository.FilesOf("Options.cs", "src/").Order(StringComparer.Ordinal))
        {
            Write(page, Repository.Read(file));
        }

        return page.ToString();
    }

    private static void Write(StringBuilder page, string source)
    {
        var type = TypePattern().Match(source);
        Assert.True(type.Success, "A type of options says in its summary: Section <c>…</c>.");
        page.Append('\n').Append("## `").Append(type.Groups["section"].Value).Append("`\n\n").Append(Plain(type.Groups["about"].Value))
            .Append("\n\n| Option | What |\n|---|---|\n");
        foreach (var option in OptionPattern().Matches(source).Cast<Match>())
        {
            page.Append("| `").Append(option.Groups["name"].Value).Append("` | ").Append(Plain(option.Groups["about"].Value)).Append(" |\n");
        }
    }

    /// <summary>A comment as a line of the page.</summary>
    private static string Plain(string comment)
    {
        var text = SpacePattern().Replace(CommentPattern().Replace(comment, " "), " ").Trim();
        return ReferencePattern().Replace(text, "`${name}`")
            .Replace("<c>", "`", StringComparison.Ordinal).Replace("</c>", "`", StringComparison.Ordinal)
                .Replace("|", "\\|", StringComparison.Ordinal);
    }

    [GeneratedRegex(
        @"\n/// <summary>(?<about>[^\n]*(\n/// [^\n]*)*) Section <c>(?<section>[A-Za-z:]+)</c>\.(\n/// )?</summary>\npublic sealed class",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TypePattern();

    [GeneratedRegex(
        @"\n    /// <summary>(?<about>[^\n]*(\n    /// [^\n]*)*)</summary>\n(    \[[^\n]*\]\n)*    public [A-Za-z?\[\]]+ (?<name>[A-Za-z0-9]+) \{ get; set; \}",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex OptionPattern();

    [GeneratedRegex(@"<see cref=""([A-Za-z]+\.)*(?<name>[A-Za-z]+)""/>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ReferencePattern();

    [GeneratedRegex(@"\n *///", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex CommentPattern();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SpacePattern();
}
