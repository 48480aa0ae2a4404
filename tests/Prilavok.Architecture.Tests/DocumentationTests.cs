using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Prilavok.Server.Host;
using Xunit;

namespace Prilavok.Architecture.Tests;

/// <summary>The documentation says what is there.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string[] OwnSurfaces = ["/manage", "/sandbox", "/terminal", "/healthz", "/readyz", "/metrics", "/openapi", "/docs"];

    public static TheoryData<string> Pages => [.. Repository.FilesOf(".md")];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_to_a_file_leads_somewhere(string page) => Assert.All(
        LinkPattern().Matches(Repository.Read(page)).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains(':', StringComparison.Ordinal)),
        target =>
        {
            var path = Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, target));
            Assert.True(File.Exists(path) || Directory.Exists(path), $"{page} links to {target}, which is not there.");
        });

    [Fact]
    public void Every_operation_of_the_rest_api_stands_in_the_compatibility_table_with_its_right_and_no_other()
    {
        var told = OperationPattern().Matches(Repository.Read("docs/compatibility.md"))
            .Select(match => $"{match.Groups["operation"].Value} {match.Groups["right"].Value}".TrimEnd())
            .ToList();
        var served = Served();

        Assert.Distinct(told);
        Assert.True(!served.Except(told).Any(), $"Served and not told:\n{string.Join('\n', served.Except(told).Order(StringComparer.Ordinal))}");
        Assert.True(!told.Except(served).Any(), $"Told and not served:\n{string.Join('\n', told.Except(served).Order(StringComparer.Ordinal))}");
    }

    /// <summary>Method, path and right, as far as one is needed.</summary>
    private static HashSet<string> Served()
    {
        var data = Directory.CreateTempSubdirectory("prilavok-architecture-");
        try
        {
            using var app = PrilavokHost.Build([new("Prilavok:Data", data.FullName)]);
            return [.. ((IEndpointRouteBuilder)app).DataSources
                .SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Where(route => !OwnSurfaces.Any(own => route.RoutePattern.RawText!.StartsWith(own, StringComparison.Ordinal)))
                .SelectMany(route => route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
                    .Where(method => method != HttpMethods.Head)
                    .Select(method => $"{method} {PathOf(route)} {RightOf(route)}".TrimEnd()))];
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    /// <summary>The publisher's paths are served twice, with and without <c>/api</c>, and told once.</summary>
    private static string PathOf(RouteEndpoint route) =>
        route.RoutePattern.RawText is { } path && path.StartsWith("/apps", StringComparison.Ordinal) ? "/api" + path : route.RoutePattern.RawText!;

    /// <summary>The mark of the server is its own business: only its name is known here.</summary>
    private static string? RightOf(RouteEndpoint route) => route.Metadata
        .Where(mark => mark.GetType().Name == "RequiredRight")
        .Select(mark => (string)mark.GetType().GetProperty("Right")!.GetValue(mark)!)
        .SingleOrDefault();

    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex LinkPattern();

    /// <summary>A row that begins with an operation.</summary>
    [GeneratedRegex(
        @"^\| `(?<operation>(GET|POST|PUT|PATCH|DELETE) /[^`]*)` \| (`(?<right>[^`]*)`|–) \|",
        RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex OperationPattern();
}
