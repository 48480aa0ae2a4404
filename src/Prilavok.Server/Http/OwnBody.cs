using System.Text.Json;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Http;

/// <summary>
/// Reads an object of one of Prilavok's own surfaces member by member and collects what is wrong. A member that is absent
/// leaves what it would change: so creating and changing read alike.
/// </summary>
internal sealed class OwnBody : IDisposable
{
    private readonly JsonDocument _document;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    private OwnBody(JsonDocument document) => _document = document;

    public List<(string Subject, string Reason)> Violations { get; } = [];

    public JsonElement Root => _document.RootElement;

    public static async Task<OwnBody> ReadAsync(HttpContext http)
    {
        var body = new OwnBody(await Json.ReadAsync(http));
        if (body.Root.ValueKind != JsonValueKind.Object)
        {
            body.Violations.Add(("", "must be an object"));
        }

        return body;
    }

    public void Dispose() => _document.Dispose();

    /// <summary>Members that are read elsewhere, or are only shown: who sends back what was shown sends them too.</summary>
    public void Knows(params IEnumerable<string> names) => _known.UnionWith(names);

    /// <summary>Answers 400 when something is wrong. A member that nobody asked for until now is.</summary>
    public async Task<bool> IsFaultyAsync(HttpContext http)
    {
        UnknownMembers.Tell(Root, "", Violations, _known);
        if (Violations.Count == 0)
        {
            return false;
        }

        await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, "The body is not valid.", Violations);
        return true;
    }

    public bool Has(string name, out JsonElement value)
    {
        value = default;
        _known.Add(name);
        return Root.ValueKind == JsonValueKind.Object && Root.TryGetProperty(name, out value);
    }

    /// <summary>A text that must be there, unless <paramref name="before"/> stands for it.</summary>
    public string Text(string name, string? before = null, int longest = 200)
    {
        if (!Has(name, out var value))
        {
            return before ?? Wrong(name, "must not be null", "");
        }

        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && text.Length <= longest
            ? text
            : Wrong(name, $"must be a string of 1 to {longest} characters", "");
    }

    /// <summary>A text that may be null.</summary>
    public string? MaybeText(string name, string? before = null, int longest = 1000)
    {
        if (!Has(name, out var value))
        {
            return before;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String when value.GetString()!.Length <= longest => value.GetString(),
            _ => Wrong<string?>(name, $"must be a string of at most {longest} characters", null),
        };
    }

    public long? MaybeNumber(string name, long? before, long least, long most)
    {
        if (!Has(name, out var value))
        {
            return before;
        }

        return value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Number when value.TryGetInt64(out var number) && number >= least && number <= most => number,
            _ => Wrong<long?>(name, $"must be a whole number from {least} to {most}", null),
        };
    }

    public bool Flag(string name, bool before)
    {
        if (!Has(name, out var value))
        {
            return before;
        }

        return Flags.TryRead(value, out var flag) ? flag : Wrong(name, Flags.Expected, before);
    }

    public IReadOnlyList<string> Texts(string name, IReadOnlyList<string> before, int most = 1000)
    {
        if (!Has(name, out var value))
        {
            return before;
        }

        return value.ValueKind == JsonValueKind.Array
            && value.GetArrayLength() <= most
            && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && item.GetString()!.Length is > 0 and <= 200)
            ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
            : Wrong(name, $"must be an array of at most {most} strings", before);
    }

    public T Wrong<T>(string name, string reason, T instead)
    {
        Violations.Add((name, reason));
        return instead;
    }
}
