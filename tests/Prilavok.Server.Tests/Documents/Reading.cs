using System.Buffers;
using System.Text.Json;
using Prilavok.Core.Documents;
using Prilavok.Core.Terminals;
using Prilavok.Server.Documents;
using Prilavok.Server.Http;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Tests.Documents;

/// <summary>What a terminal sends, read as the server reads it, without a server.</summary>
internal static class Reading
{
    public const string Store = "the store";

    private static readonly DateTimeOffset Received = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly DocumentOrigin Origin = new("the owner", Whereabouts.Only(Store), "the terminal", TimeSpan.FromHours(3), Received);

    public static string Envelope(string type, string body, string more = "") =>
        $$"""{"type":"{{type}}","id":"doc-1","close_date":"2026-11-02T08:00:00.000+0000","body":{{body}}{{more}}}""";

    public static IncomingDocument? TryRead(string document, out DocumentRejection? rejection)
    {
        using var parsed = JsonDocument.Parse(document);
        DocumentReader.TryRead(parsed.RootElement, Origin, out var read, out rejection);
        return read;
    }

    public static IncomingDocument Read(string document) =>
        TryRead(document, out var rejection) ?? throw new InvalidOperationException($"Rejected: {string.Join(", ", rejection!.Violations)}");

    /// <summary>As <c>subject: reason</c>.</summary>
    public static IReadOnlyList<string> Violations(string document) =>
        TryRead(document, out var rejection) is null ? [.. rejection!.Violations.Select(one => $"{one.Subject}: {one.Reason}")] : [];

    public static JsonElement BodyOf(ReadOnlyMemory<byte> content) => JsonElement.Parse(content.Span).GetProperty("body");

    public static JsonElement InV2(IncomingDocument document) => Written(to => DocumentWriterV2.Write(to, document.Content, "app"));

    public static JsonElement InWebhook(IncomingDocument document) => Written(to => DocumentWriterV2.WriteWithNulls(to, document.Content, "app"));

    public static JsonElement InIntermediate(IncomingDocument document) => Drawn(json => IntermediateDocumentWriter.Write(json, document.Content, "app"));

    public static JsonElement InV1(IncomingDocument document) => Drawn(json => DocumentWriterV1.Write(json, document.Content, "app", false));

    private static JsonElement Written(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static JsonElement Drawn(Action<Utf8JsonWriter> write) => JsonElement.Parse(Json.Render(write).Span);
}
