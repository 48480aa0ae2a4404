using System.Text.Json.Nodes;
using Prilavok.Server.Tests.Kit;
using Xunit;

namespace Prilavok.Server.Tests.OpenApi;

/// <summary>The three documents, and what they say of a call.</summary>
internal sealed class Described
{
    public static readonly string[] Names = ["v1", "v2", "prilavok"];

    private readonly Dictionary<string, JsonNode> _documents = [];

    public IEnumerable<(string Document, string Method, string Path, JsonObject Operation)> Operations =>
        from document in _documents
        from path in document.Value["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (document.Key, operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject());

    public static async Task<Described> ReadAsync(Caller anybody)
    {
        var described = new Described();
        foreach (var name in Names)
        {
            described._documents[name] = (await anybody.GetAsync($"/openapi/{name}.json")).Expect(200).Json;
        }

        return described;
    }

    public SchemaChecker CheckerOf(string document) => new(_documents[document]);

    /// <summary>Fails when the answer, or the body that led to it, is not as the documents say.</summary>
    /// <param name="body">Null when none was sent, or none that is JSON.</param>
    public void Hold(HttpMethod method, string path, JsonNode? body, Answer answer)
    {
        var (document, _, template, operation) = Find(method.Method, path.Split('?')[0]);
        var checker = CheckerOf(document);
        if (body is not null && answer.Status < 300)
        {
            AssertFits(checker.Check(SchemaOf(checker.Resolve(operation["requestBody"]!))!, body), $"The body of {method} {template}");
        }

        Assert.True(operation["responses"]![$"{answer.Status}"] is not null, $"{method} {template} is not said to answer {answer.Status}: {answer.Text}");
        var response = checker.Resolve(operation["responses"]![$"{answer.Status}"]!);
        if (SchemaOf(response) is not { } schema)
        {
            Assert.True(answer.Bytes.Length == 0, $"{method} {template} is said to answer {answer.Status} without a body: {answer.Text}");
        }
        else if (answer.ContentHeaders.ContentType!.MediaType!.EndsWith("json", StringComparison.Ordinal))
        {
            Assert.True((response["content"]![answer.ContentHeaders.ContentType.MediaType] ?? response["content"]!["*/*"]) is not null, $"{method} {template}: {answer.ContentHeaders.ContentType}");
            AssertFits(checker.Check(schema, answer.Json), $"{answer.Asked} ({answer.Status}), said to be as {template}");
        }
    }

    /// <summary>All that a document refers to.</summary>
    public static IEnumerable<string> ReferencesIn(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member is { Key: "$ref", Value: JsonValue reference } ? [(string)reference!] : ReferencesIn(member.Value)),
        JsonArray items => items.SelectMany(ReferencesIn),
        _ => [],
    };

    /// <summary>The operation of a path, the one with the fewest parameters first.</summary>
    private (string Document, string Method, string Path, JsonObject Operation) Find(string method, string path)
    {
        var steps = path.Split('/');
        var found = Operations
            .Where(operation => operation.Method == method && Fits(operation.Path.Split('/'), steps))
            .OrderBy(operation => operation.Path.Count(c => c == '{'))
            .FirstOrDefault();
        Assert.True(found.Path is not null, $"No document tells of {method} {path}.");
        return found;
    }

    private static bool Fits(string[] template, string[] steps) =>
        template.Length == steps.Length && template.Zip(steps).All(pair => pair.First == pair.Second || pair.First.StartsWith('{'));

    private static JsonNode? SchemaOf(JsonObject withContent) => withContent["content"]?.AsObject().First().Value!["schema"];

    private static void AssertFits(IReadOnlyList<string> faults, string what) =>
        Assert.True(faults.Count == 0, $"{what}:\n{string.Join('\n', faults.Take(20))}");
}
