using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Prilavok.Server.Hosting;

namespace Prilavok.Architecture.Tests;

/// <summary>The documentation says what is there.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] OwnSurfaces = ["/manage", "/sandbox", "/terminal", "/healthz", "/readyz", "/metrics"];

    public static TheoryData<string> Pages => [.. Repository.FilesOf(".md")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_to_a_file_leads_somewhere(string page) => Assert.All(
        LinkPattern().Matches(Repository.Read(page)).Select(match => match.Groups["target"].Value).Where(target => !target.Contains(':', StringComparison.Ordinal)),
        target =>
        {
            var path = Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, target));
            Assert.True(File.Exists(path) || Directory.Exists(path), $"{page} links to {target}, which is not there.");
        });

    [Fact]
    public void Every_operation_of_v1_and_v2_stands_in_the_compatibility_table_and_no_other()
    {
        var told = OperationPattern().Matches(Repository.Read("docs/compatibility.md")).Select(match => match.Groups["operation"].Value);

        Assert.Equal(Served().Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    private static List<string> Served()
    {
        var data = Directory.CreateTempSubdirectory("prilavok-architecture-");
        try
        {
            using var app = PrilavokHost.Build([new("Prilavok:Data", data.FullName)]);
            return [.. ((IEndpointRouteBuilder)app).DataSources
                .SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Where(route => !OwnSurfaces.Any(own => route.RoutePattern.RawText!.StartsWith(own, StringComparison.Ordinal)))
                .SelectMany(route => route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(
                    method => $"{method} {route.RoutePattern.RawText}"))];
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex LinkPattern();

    /// <summary>A row that begins with an operation.</summary>
    [GeneratedRegex(@"^\| `(?<operation>(GET|POST|PUT|PATCH|DELETE) /[^`]*)` \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex OperationPattern();
}
