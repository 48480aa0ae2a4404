using System.Globalization;
using System.Text.Json;
using Prilavok.Core.Terminals;
using Prilavok.Server.Demo.Chance;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Demo.Papers;

/// <summary>What stands around the body of every document, as far as the terminal knows it.</summary>
/// <param name="Number">Counts the documents of the terminal from its activation.</param>
/// <param name="Session">Counts its shifts in the same way.</param>
internal sealed record Envelope(Terminal Terminal, string Id, long Number, DateTimeOffset ClosedAt, int Session, string? EmployeeId)
{
    public void Write(Utf8JsonWriter json, DocumentBody body)
    {
        json.WriteStartObject();
        json.WriteString("type", body.Type);
        json.WriteString("id", Id);
        json.WriteStartObject("extras");
        json.WriteEndObject();
        json.WriteNumber("number", Number);
        json.WriteString("close_date", Instants.Format(ClosedAt));
        json.WriteNumber("time_zone_offset", (long)Terminal.TimezoneOffset.TotalMilliseconds);
        json.WriteString("session_id", SessionIdOf(Terminal, Session));
        json.WriteNumber("session_number", Session);
        if (EmployeeId is not null)
        {
            json.WriteString("close_user_id", EmployeeId);
        }

        json.WriteString("device_id", Terminal.Id);
        json.WriteString("store_id", Terminal.StoreId);
        json.WriteStartObject("body");
        body.Write(json);
        json.WriteEndObject();
        json.WriteString("version", "V2");
        json.WriteEndObject();
    }

    /// <summary>Follows from the terminal and the shift, so that a document made later today falls into the shift that is open.</summary>
    private static string SessionIdOf(Terminal terminal, int session) =>
        Dice.Of(string.Create(CultureInfo.InvariantCulture, $"shift {session} of {terminal.Id}")).Uuid();
}
