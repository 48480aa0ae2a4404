using System.Collections.Frozen;
using System.Globalization;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Feed;
using Prilavok.Core.Log;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Publisher;

/// <summary>What happened to the owners who have an app: page by page, one by one, or as it happens.</summary>
internal sealed class AppEvents(ListEvents list, EventStream stream, OpenStreams streams, EventWriter writer, AppGate gate) : IEndpoints
{
    private const string NotMs = "must be unix time in milliseconds";

    private const string Lost = "is of a log that was lost and restored from a backup: begin anew, by since";

    public void Map(IEndpointRouteBuilder app)
    {
        app = app.InArea("event");
        gate.Map(app, HttpMethod.Get, "/events", "events.list", Rights.EventRead, ListAsync);
        gate.Map(app, HttpMethod.Get, "/events/{eventId}", "events.find", Rights.EventRead, FindAsync);
    }

    private async Task ListAsync(HttpContext http, AppCaller caller)
    {
        if (!TryMs(http.Request.Query["since"].ToString(), out var since))
        {
            await ErrorsV2.WriteValidationAsync(http, "since", NotMs);
            return;
        }

        if (!TryMs(http.Request.Query["until"].ToString(), out var until))
        {
            await ErrorsV2.WriteValidationAsync(http, "until", NotMs);
            return;
        }

        var topics = TopicsOf([.. http.Request.QueryList("type"), .. http.Request.QueryList("types")]);
        var query = new EventQuery(caller.App.Id, caller.OwnerId, topics, until);
        var after = since is { } at ? LogPosition.Before(at) : LogPosition.Start;
        if (MediaTypes.IsStream(http.Request))
        {
            await StreamAsync(http, query, after, caller.Grant);
        }
        else if (http.Request.Query["cursor"].ToString() is not { Length: > 0 } cursor)
        {
            await WritePageAsync(http, query, after);
        }
        else if (TryContinue(cursor, query, out var next, out after))
        {
            await (await list.IsLostAsync(after, http.RequestAborted)
                ? ErrorsV2.WriteValidationAsync(http, "cursor", Lost)
                : WritePageAsync(http, next, after));
        }
        else
        {
            await ErrorsV2.WriteValidationAsync(http, "cursor", "unknown cursor");
        }
    }

    private async Task StreamAsync(HttpContext http, EventQuery query, LogPosition after, Grant grant)
    {
        using var place = streams.TryOpen(query.AppId, query.OwnerId);
        await (place is null ? Faults.TellAsync(http, StatusCodes.Status429TooManyRequests, null) : stream.WriteAsync(http, query, after, grant));
    }

    private async Task FindAsync(HttpContext http, AppCaller caller)
    {
        var query = new EventQuery(caller.App.Id, caller.OwnerId, Topics.All, null);
        if (await list.FindAsync(query, http.RouteText("eventId"), http.RequestAborted) is not { } found)
        {
            await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
            return;
        }

        var bytes = await writer.RenderAsync([found], query.AppId, EventWords.Of(http), http.RequestAborted);
        await Json.WriteAsync(http, StatusCodes.Status200OK, bytes[0]);
    }

    private async Task WritePageAsync(HttpContext http, EventQuery query, LogPosition after)
    {
        var limit = Paging.LimitOf(http.Request);
        var found = query.Topics.Count == 0 ? [] : await list.HandleAsync(query, after, limit + 1, http.RequestAborted);
        var bytes = await writer.RenderAsync([.. found.Take(limit)], query.AppId, EventWords.Of(http), http.RequestAborted);
        await Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var item in bytes)
            {
                json.WriteRawValue(item.Span, skipInputValidation: true);
            }

            json.WriteEndArray();
            Paging.WritePaging(json, found.Count > limit ? CursorOf(found[limit - 1], query) : null);
            json.WriteEndObject();
        });
    }

    /// <summary>The last event's place, and the filters of the first page.</summary>
    private static string CursorOf(AppEvent last, EventQuery query)
    {
        var filters = string.Create(
            CultureInfo.InvariantCulture,
            $"{query.Until?.ToUnixTimeMilliseconds()}|{string.Join(',', query.Topics.Order().Select(topic => (int)topic))}");
        return Paging.Write(new Position(last.Position.At, EventIds.Of(last.Event.OwnerId, last.Event.Seq, last.Item).ToString()), filters);
    }

    private static bool TryContinue(string cursor, EventQuery asked, out EventQuery query, out LogPosition after)
    {
        query = asked;
        after = LogPosition.Start;
        if (!Paging.TryRead(cursor, out var position, out var filters)
            || !EventIds.TryRead(position.Id, out var ownerId, out var seq, out var item)
            || position.At < DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
            || position.At > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return false;
        }

        var parts = filters.Split('|');
        if (parts.Length != 2 || !TryMs(parts[0], out var until))
        {
            return false;
        }

        after = new LogPosition(position.At, ownerId, seq, item);
        query = asked with { Until = until, Topics = Topics.All.Where(topic => IsAmong(parts[1].Split(','), topic)).ToFrozenSet() };
        return true;
    }

    private static bool IsAmong(string[] numbers, Topic topic) =>
        numbers.Contains(((int)topic).ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>None asked for means all; a word nobody knows means none.</summary>
    private static FrozenSet<Topic> TopicsOf(IReadOnlyList<string> words) => words.Count == 0
        ? Topics.All
        : Topics.All.Where(topic => words.Any(word => EventWords.Names(topic, word))).ToFrozenSet();

    private static bool TryMs(string text, out DateTimeOffset? at)
    {
        at = null;
        if (text.Length == 0)
        {
            return true;
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ms)
            || ms < DateTimeOffset.MinValue.ToUnixTimeMilliseconds() || ms > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
        {
            return false;
        }

        at = DateTimeOffset.FromUnixTimeMilliseconds(ms);
        return true;
    }
}
