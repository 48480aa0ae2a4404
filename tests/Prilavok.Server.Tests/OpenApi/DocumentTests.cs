using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Server.Tests.OpenApi;

/// <summary>The documents say of every route what it does, takes and answers, and nothing of what is not there.</summary>
public sealed class DocumentTests : ServerTests<SqliteFixture>
{
    private static readonly string[] Moves = ["approve", "archive", "publish", "review", "test", "withdraw"];

    public static TheoryData<string> Names => [.. Described.Names];

    [Fact]
    public async Task Every_route_stands_in_exactly_one_document()
    {
        var served = Server.Routes
            .Where(route => route.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not { ExcludeFromDescription: true })
            .SelectMany(route => (route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => $"{method} {route.RoutePattern.RawText}"))
            .Order(StringComparer.Ordinal);

        var told = (await Described.ReadAsync(Anybody)).Operations.Select(operation => $"{operation.Method} {operation.Path}").Order(StringComparer.Ordinal);

        Assert.Equal(served, told);
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_a_chapter_and_an_answer_that_is_no_refusal()
    {
        var described = await Described.ReadAsync(Anybody);

        Assert.Distinct(described.Operations.Select(operation => (string)operation.Operation["operationId"]!));
        Assert.All(described.Operations, operation =>
        {
            Assert.NotEmpty((string)operation.Operation["summary"]!);
            Assert.NotEmpty((string)operation.Operation["description"]!);
            Assert.NotEmpty((string)operation.Operation["tags"]![0]!);
            Assert.Contains(operation.Operation["responses"]!.AsObject(), response => response.Key[0] == '2');
        });
    }

    [Fact]
    public async Task Whoever_needs_a_token_is_told_so_and_what_it_is_refused_with()
    {
        var described = await Described.ReadAsync(Anybody);
        var open = described.Operations.Where(operation => operation.Operation["security"] is null).Select(operation => $"{operation.Method} {operation.Path}");

        Assert.Equal(
            [
                "GET /healthz", "GET /images/{ownerId}/{imageId}.png", "GET /metrics", "GET /readyz", "POST /manage/v1/login",
                "POST /manage/v1/password-reset", "POST /manage/v1/register", "POST /oauth/token", "POST /terminal/v1/activate", "PUT /manage/v1/password-reset",
            ],
            open.Order(StringComparer.Ordinal));
        Assert.All(
            described.Operations.Where(operation => operation.Operation["security"] is not null),
            operation => Assert.NotNull(operation.Operation["responses"]!["401"]));
    }

    /// <summary>These take a body of any kind or none: what becomes of it is told, but there is nothing to be sent.</summary>
    [Fact]
    public async Task What_makes_or_changes_something_tells_what_it_takes()
    {
        var without = (await Described.ReadAsync(Anybody)).Operations
            .Where(operation => operation.Method is "POST" or "PUT" or "PATCH" && operation.Operation["requestBody"] is null)
            .Select(operation => $"{operation.Method} {operation.Path}");

        Assert.Equal(
            [
                "POST /api/apps/{appId}/installations/{userId}/tokens", "POST /apps/{appId}/installations/{userId}/tokens",
                "POST /manage/v1/accounts/{accountId}/password-reset", "POST /manage/v1/accounts/{accountId}/unlock",
                "POST /manage/v1/apps/{appId}/lanes/{laneId}/pause", "POST /manage/v1/apps/{appId}/lanes/{laneId}/probe",
                "POST /manage/v1/apps/{appId}/lanes/{laneId}/resume", "POST /manage/v1/apps/{appId}/signing-secret",
                "POST /manage/v1/apps/{appId}/versions",
                .. Moves.Select(move => $"POST /manage/v1/apps/{{appId}}/versions/{{versionId}}/{move}"),
                "POST /manage/v1/keys/finish",
                "POST /manage/v1/owners/{ownerId}/apps/{appId}/installation/payment", "POST /manage/v1/owners/{ownerId}/devices/{id}/code",
                "POST /manage/v1/owners/{ownerId}/roles/{id}/duplicate",
                "POST /terminal/v1/proxy", "PUT /terminal/v1/proxy",
            ],
            without.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_reference_leads_somewhere_and_every_schema_is_referred_to()
    {
        foreach (var name in Described.Names)
        {
            var document = (await Anybody.GetAsync($"/openapi/{name}.json")).Expect(200).Json;
            var references = Described.ReferencesIn(document).ToHashSet(StringComparer.Ordinal);

            Assert.All(references, reference => Assert.NotEmpty(new SchemaChecker(document).Resolve(new JsonObject { ["$ref"] = reference })));
            Assert.All(
                document["components"]!["schemas"]!.AsObject(), schema => Assert.Contains($"#/components/schemas/{schema.Key}", references));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_document_is_as_approved(string name)
    {
        var document = (await Anybody.GetAsync($"/openapi/{name}.json")).Expect(200);

        Assert.Equal("application/json", document.ContentHeaders.ContentType!.MediaType);
        await Snapshot.MatchAsync(JsonText.Pretty(document.Text), $"{name}.json");
    }

    [Fact]
    public async Task There_is_no_other_document() =>
        Assert.Equal(404, (int)(await Anybody.GetAsync("/openapi/v3.json")).Expect(404).Json["status"]!);
}
