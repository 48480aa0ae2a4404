using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Core.Keys;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Keys;

namespace Prilavok.Server.Administration;

/// <summary>The keys of the server, for who runs it.</summary>
internal sealed class KeyEndpoints(IStorage storage, IKeyStore store, KeyRing ring, RotateKeys rotate, Guard guard) : IEndpoints
{
    public const string Root = "/manage/v1/keys";
    public const string Rotation = Root + "/rotate";
    public const string End = Root + "/finish";

    /// <summary>A key of 32 bytes has 44 characters.</summary>
    private const int LongestKey = 100;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Root, guard.Administrator(ListAsync)).WithName("manage.keys.list");
        app.MapPost(Rotation, guard.Administrator(RotateAsync)).WithName("manage.keys.rotate");
        app.MapPost(End, guard.Administrator(FinishAsync)).WithName("manage.keys.finish");
    }

    private async Task ListAsync(HttpContext http, Grant.OfAdministrator administrator)
    {
        var rows = await storage.ReadAsync(store.ReadAsync, http.RequestAborted);
        var opens = ring.Opens(rows.Canaries);
        await Json.WriteAsync(http, StatusCodes.Status200OK, json => Write(json, rows, opens));
    }

    private async Task RotateAsync(HttpContext http, Grant.OfAdministrator administrator)
    {
        using var body = await OwnBody.ReadAsync(http);
        MasterKey? next = null;
        if (body.MaybeText("masterKey", longest: LongestKey) is { } text)
        {
            next = MasterKey.Read(text, out var fault) ?? body.Wrong<MasterKey?>("masterKey", fault, null);
        }

        if (!await body.IsFaultyAsync(http))
        {
            await AnswerAsync(http, administrator, await rotate.RotateAsync(next, http.RequestAborted));
        }
    }

    private async Task FinishAsync(HttpContext http, Grant.OfAdministrator administrator) =>
        await AnswerAsync(http, administrator, await rotate.FinishAsync(http.RequestAborted));

    private Task AnswerAsync(HttpContext http, Grant.OfAdministrator administrator, RotateOutcome outcome) => outcome switch
    {
        RotateOutcome.Done => ListAsync(http, administrator),
        RotateOutcome.KeyNeeded needed => Problem.WriteAsync(
            http, StatusCodes.Status409Conflict,
            $"The master key is given to the server by {needed.Place}: give the new one as masterKey, and there afterwards."),
        RotateOutcome.Used => Problem.WriteAsync(http, StatusCodes.Status409Conflict, "This master key is or was in use here: make a new one."),
        RotateOutcome.StillFormer former => Problem.WriteAsync(
            http, StatusCodes.Status409Conflict,
            $"The master key in {former.Place}, with which this server started, is a former one: give every server the new one first."),
        _ => throw new InvalidOperationException($"No words for {outcome}."),
    };

    private void Write(Utf8JsonWriter json, KeyRows rows, bool opens)
    {
        var masters = ring.MastersIn(rows);
        json.WriteStartObject();
        json.WriteString("masterId", rows.Present!.Id);
        json.WriteStartArray("formerMasterIds");
        foreach (var former in rows.Masters.Where(master => master.SuccessorId is not null))
        {
            json.WriteStringValue(former.Id);
        }

        json.WriteEndArray();
        json.WriteBoolean("canaryOpens", opens);
        json.WriteStartArray("keys");
        foreach (var key in rows.Keys)
        {
            json.WriteStartObject();
            json.WriteString("id", key.Id);
            json.WriteString("createdAt", key.CreatedAt.UtcDateTime);
            json.WriteBoolean("opens", masters.GetValueOrDefault(key.MasterId)?.Unwrap(key.Id, key.Wrapped) is not null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
