using System.Text.Json;
using Prilavok.Server.Documents.Shapes;
using Prilavok.Server.Http;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Documents;

/// <summary>What a terminal says around the body. Null is the same as nothing.</summary>
internal sealed class EnvelopeReader
{
    private const long MostNumber = 999_999_999_999_999;

    private readonly JsonElement[] _known = new JsonElement[DocumentShapes.Envelope.Places.Count];
    private readonly List<ViolationV2> _faults;

    public EnvelopeReader(JsonElement document, List<ViolationV2> faults)
    {
        _faults = faults;
        ulong named = 0;
        foreach (var member in document.EnumerateObject())
        {
            var index = DocumentShapes.Envelope.IndexOf(member);
            if (index < 0)
            {
                Unknown.Add(member);
                continue;
            }

            if ((named & (1UL << index)) != 0)
            {
                faults.Add(new ViolationV2(member.Name, TwinMembers.Reason));
            }

            named |= 1UL << index;
            _known[index] = member.Value;
        }
    }

    /// <summary>Members nobody here knows, in their order.</summary>
    public List<JsonProperty> Unknown { get; } = [];

    /// <summary>Undefined when it is not there.</summary>
    public JsonElement Find(ReadOnlySpan<byte> name) => _known[DocumentShapes.Envelope.IndexOf(name)];

    public string? RequiredText(ReadOnlySpan<byte> name)
    {
        if (Find(name) is { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null })
        {
            Fault(name, "must not be null");
            return null;
        }

        return Text(name);
    }

    public string? Text(ReadOnlySpan<byte> name)
    {
        var value = Find(name);
        if (value.ValueKind is JsonValueKind.String)
        {
            return value.GetString();
        }

        if (value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null))
        {
            Fault(name, "must be a string");
        }

        return null;
    }

    public long? Whole(ReadOnlySpan<byte> name, long most = MostNumber, string reason = "must be a whole number in bounds")
    {
        var value = Find(name);
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return null;
        }

        if (Decimals.TryRead(value, 0, most, out var number))
        {
            return number;
        }

        Fault(name, reason);
        return null;
    }

    public void Fault(ReadOnlySpan<byte> name, string reason) => _faults.Add(new ViolationV2(System.Text.Encoding.UTF8.GetString(name), reason));
}
