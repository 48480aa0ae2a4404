using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Feed;
using Prilavok.Core.Installations;
using Prilavok.Core.Log;
using Prilavok.Server.Http;
using Prilavok.Server.Rendering;

namespace Prilavok.Server.Publisher;

/// <summary>Events as the publisher API tells them. One whose thing cannot be drawn is told with its id alone: the cursor goes on.</summary>
internal sealed class EventWriter(IStorage storage, IInstallations installations, Undrawn undrawn)
{
    /// <returns>Each in one line.</returns>
    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> RenderAsync(
        IReadOnlyList<AppEvent> events, string appId, EventWords words, CancellationToken ct)
    {
        var rendered = new List<ReadOnlyMemory<byte>>(events.Count);
        foreach (var e in events)
        {
            var token = e.Topic == Topic.Token ? await TokenOfAsync(e, appId, ct) : null;
            rendered.Add(OneLine(Render(e, appId, words, token)));
        }

        return rendered;
    }

    private ReadOnlyMemory<byte> Render(AppEvent told, string appId, EventWords words, string? token)
    {
        try
        {
            return Json.Render(json => Write(json, told, words, () => EventPayload.Write(json, told, appId, token)));
        }
        catch (Exception e)
        {
            undrawn.Say(e, told.Event.OwnerId, told.Event.SubjectId);
            return Json.Render(json => Write(json, told, words, () => WriteId(json, told.Event)));
        }
    }

    private static void Write(Utf8JsonWriter json, AppEvent told, EventWords words, Action writePayload)
    {
        var e = told.Event;
        json.WriteStartObject();
        json.WriteString("id", EventIds.Of(e.OwnerId, e.Seq, told.Item));
        json.WriteNumber("timestamp", e.At.ToUnixTimeMilliseconds());
        json.WriteString("type", words.TypeOf(told.Topic));
        json.WriteString("action", told.Item > 0 ? "updated" : e.Action switch
        {
            EventAction.Created => "created",
            EventAction.Updated => "updated",
            EventAction.Removed => "removed",
        });
        if (words.HasSource && SourceOf(e.Source.Kind) is { } source)
        {
            json.WriteString("source", source);
        }

        json.WritePropertyName("payload");
        writePayload();
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, Event e)
    {
        json.WriteStartObject();
        json.WriteString("id", e.SubjectId);
        json.WriteEndObject();
    }

    /// <summary>The wire knows two; what the owner or the cloud did has none.</summary>
    private static string? SourceOf(SourceKind kind) => kind switch
    {
        SourceKind.App => "APPLICATION",
        SourceKind.Terminal => "DEVICE",
        SourceKind.Owner or SourceKind.System or SourceKind.Snapshot => null,
    };

    /// <summary>The token of the event, as long as it is the one that works.</summary>
    private async Task<string?> TokenOfAsync(AppEvent e, string appId, CancellationToken ct)
    {
        var installation = await storage.ReadAsync(s => installations.FindAsync(s, e.Event.OwnerId, appId), ct);
        return installation?.CreatedAt == e.Event.At ? installation.Token.TextOrNull : null;
    }

    /// <summary>A line feed can only stand between two parts of JSON, where a space says the same.</summary>
    private static ReadOnlyMemory<byte> OneLine(ReadOnlyMemory<byte> json)
    {
        if (json.Span.IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            return json;
        }

        var line = json.ToArray();
        line.AsSpan().ReplaceAny(System.Buffers.SearchValues.Create("\n\r"u8), (byte)' ');
        return line;
    }
}
