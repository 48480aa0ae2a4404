using System.Globalization;
using System.Text.Json;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Rendering;

/// <summary>Writes transactions of v1, each with the members all of them have.</summary>
internal sealed class TransactionWriterV1
{
    private readonly Utf8JsonWriter _json;
    private readonly string? _userId;
    private readonly string? _at;
    private readonly long? _timezone;
    private long _id;

    public TransactionWriterV1(Utf8JsonWriter json, DocumentFace face)
    {
        _json = json;
        _userId = face.Root.Text("close_user_id");
        _at = face.Root.Text("close_date");
        _timezone = face.Root.Whole("time_zone_offset");
        _id = FirstIdOf(face);
    }

    /// <param name="write">Writes what only this kind of transaction has.</param>
    public void Write(string type, Action<Utf8JsonWriter>? write = null)
    {
        _json.WriteStartObject();
        _json.WriteString("id", _id.ToString(CultureInfo.InvariantCulture));
        _json.WriteString("type", type);
        _json.WriteNull("uuid");
        WriteWhole(_json, "timezone", _timezone);
        _json.WriteNull("userCode");
        _json.WriteString("userUuid", _userId);
        _json.WriteString("creationDate", _at);
        write?.Invoke(_json);
        _json.WriteEndObject();
        _id++;
    }

    public static void WriteMoney(Utf8JsonWriter json, string name, long? kopecks) => Decimals.Write(json, name, kopecks, 2);

    public static void WriteQuantity(Utf8JsonWriter json, string name, long? thousandths) => Decimals.Write(json, name, thousandths, 3);

    public static void WriteWhole(Utf8JsonWriter json, string name, long? value) => Decimals.Write(json, name, value, 0);

    /// <summary>A position keeps the number its registration had on the terminal; the others count on from there.</summary>
    private static long FirstIdOf(DocumentFace face)
    {
        foreach (var position in face.Body.List("positions"))
        {
            return position.Whole("id") is { } id and > 1 and < int.MaxValue ? id - 1 : 1;
        }

        return 1;
    }
}
