using System.Globalization;
using System.Text;
using System.Text.Json;
using Prilavok.Core.Delivery;
using Prilavok.Server.Delivery;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Deliveries;

/// <summary>Lanes and attempts as publishers see them.</summary>
internal static class DeliveryWriter
{
    /// <summary>Bytes of a request's body that are shown.</summary>
    private const int MostShown = 64 * 1024;

    /// <summary>What may be shown of a request's body: nothing of one that brings an owner's cloud token.</summary>
    public static string BodyOf(LaneKey lane, Outgoing request) =>
        lane.Channel == Channel.Token ? "…" : Encoding.UTF8.GetString(request.Body.Span[..Math.Min(request.Body.Length, MostShown)]);

    /// <summary>How a lane of an app is named in a path. One about a parked event is steered with the lane it came from.</summary>
    private static string IdOf(LaneKey lane) =>
        $"{lane.OwnerId}.{Channels.NameOf(lane.Channel)}" + (lane.Parked == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{lane.Parked}"));

    /// <param name="oldest">What it has yet to tell, from the first on.</param>
    public static void WriteLane(Utf8JsonWriter json, LaneState lane, Subjects oldest)
    {
        json.WriteStartObject();
        json.WriteString("id", IdOf(lane.Key));
        json.WriteString("ownerId", lane.Key.OwnerId);
        json.WriteString("channel", Channels.NameOf(lane.Key.Channel));
        json.WriteString("state", lane switch
        {
            { Leased: true } => "sending",
            { Paused: true } => "paused",
            { Key.Parked: > 0 } => "parked",
            { DueAt: null } => "idle",
            { Failures: > 0 } => "resting",
            _ => "due",
        });
        json.WriteNumber("parkedSeq", lane.Key.Parked);
        json.WriteNumber("cursor", lane is { DueAt: null, Paused: false } ? lane.Head : lane.Cursor);
        json.WriteNumber("head", lane.Head);
        json.WriteNumber("failures", lane.Failures);
        json.WriteString("lastError", lane.LastError);
        if (lane is { Leased: false, DueAt: { } due })
        {
            json.WriteString("nextAttempt", due.UtcDateTime);
        }
        else
        {
            json.WriteNull("nextAttempt");
        }

        json.WritePropertyName("oldest");
        if (oldest.Events is [var first, ..])
        {
            SubjectWriter.Write(json, first);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteEndObject();
    }

    public static void WriteAttempt(Utf8JsonWriter json, LaneKey lane, Attempt attempt, Subjects about)
    {
        json.WriteStartObject();
        WriteMembers(json, lane, attempt, about);
        json.WriteEndObject();
    }

    /// <summary>Inside an object that is open.</summary>
    public static void WriteMembers(Utf8JsonWriter json, LaneKey lane, Attempt attempt, Subjects about)
    {
        json.WriteString("id", attempt.DeliveryId);
        json.WriteString("ownerId", lane.OwnerId);
        json.WriteString("channel", Channels.NameOf(lane.Channel));
        json.WriteNumber("firstSeq", attempt.FirstSeq);
        json.WriteNumber("lastSeq", attempt.LastSeq);
        json.WriteNumber("attempt", attempt.Number);
        json.WriteString("at", attempt.At.UtcDateTime);
        json.WriteNumber("tookMs", (long)attempt.Took.TotalMilliseconds);
        if (attempt.Status is { } status)
        {
            json.WriteNumber("statusCode", status);
        }
        else
        {
            json.WriteNull("statusCode");
        }

        json.WriteString("error", attempt.Error);
        if (attempt.Url is { } url)
        {
            json.WriteString("url", url);
        }

        if (attempt.Response is { } response)
        {
            json.WriteString("response", response);
        }

        if (attempt.Timings is { } timings)
        {
            WriteTimings(json, timings);
        }

        SubjectWriter.WriteMembers(json, about);
    }

    private static void WriteTimings(Utf8JsonWriter json, AttemptTimings timings)
    {
        json.WriteStartObject("timings");
        json.WriteString("address", timings.Address);
        json.WriteBoolean("reused", timings.IsReused);
        WriteMs("dnsMs", timings.Dns);
        WriteMs("connectMs", timings.Connect);
        WriteMs("tlsMs", timings.Tls);
        WriteMs("firstByteMs", timings.FirstByte);
        json.WriteEndObject();

        void WriteMs(string name, TimeSpan? span)
        {
            if (span is { } known)
            {
                json.WriteNumber(name, known.Ticks / TimeSpan.TicksPerMicrosecond / 1000m);
            }
            else
            {
                json.WriteNull(name);
            }
        }
    }

    public static void WriteDead(Utf8JsonWriter json, DeadLetter dead, Subjects about)
    {
        json.WriteStartObject();
        json.WriteString("ownerId", dead.Lane.OwnerId);
        json.WriteString("channel", Channels.NameOf(dead.Lane.Channel));
        json.WriteNumber("firstSeq", dead.FirstSeq);
        json.WriteNumber("lastSeq", dead.LastSeq);
        json.WriteString("at", dead.At.UtcDateTime);
        json.WriteString("error", dead.Error);
        SubjectWriter.WriteMembers(json, about);
        json.WriteEndObject();
    }
}
