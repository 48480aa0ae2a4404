using System.Text.RegularExpressions;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.OpenApi;

/// <summary>The page that shows the documents is whole in itself.</summary>
public sealed partial class PageTests : ServerTests<SqliteFixture>
{
    [Fact]
    public async Task The_page_is_html_whose_scripts_come_from_this_server()
    {
        var page = (await Anybody.GetAsync("/docs")).Expect(200);

        Assert.Equal("text/html", page.ContentHeaders.ContentType!.MediaType);
        Assert.DoesNotContain("http://", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page.Text, StringComparison.Ordinal);
        var scripts = ScriptPattern().Matches(page.Text).Select(match => match.Groups["source"].Value).ToList();
        Assert.NotEmpty(scripts);
        foreach (var script in scripts)
        {
            var answer = (await Anybody.GetAsync("/docs/" + script)).Expect(200);
            Assert.Contains("javascript", answer.ContentHeaders.ContentType!.MediaType!, StringComparison.Ordinal);
            Assert.NotEmpty(answer.Bytes);
        }
    }

    [Fact]
    public async Task The_page_names_every_document()
    {
        var page = (await Anybody.GetAsync("/docs")).Expect(200).Text;

        Assert.All(Described.Names, name => Assert.Contains($"openapi/{name}.json", page, StringComparison.Ordinal));
    }

    [GeneratedRegex("<script[^>]* src=\"(?<source>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ScriptPattern();
}
