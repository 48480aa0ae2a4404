using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Prilavok.Server.Documents.Shapes;

/// <summary>A member that the contract knows at its place. Null there is the same as nothing.</summary>
internal sealed record Place(string Name, Meaning Meaning)
{
    /// <summary>Of the object, or of each item of the list.</summary>
    public Shape Inside { get; private init; } = Shape.Unknown;

    /// <summary>
    /// The server reckons with what stands here: something else than the contract says is refused. Everywhere else it is kept as it
    /// came, for a fiscal printer has printed it.
    /// </summary>
    public bool IsReckoned { get; private init; }

    /// <summary>Without it the object means nothing.</summary>
    public bool IsRequired { get; private init; }

    /// <summary>A list that is there when it is empty, too.</summary>
    public bool IsAlwaysThere { get; private init; }

    /// <summary>Webhooks show it as null where REST leaves it out.</summary>
    public bool IsShownAsNull { get; private init; } = true;

    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(Name);

    public JsonEncodedText EncodedName { get; } = JsonEncodedText.Encode(Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);

    /// <summary>Digits after the point; null for what is no number.</summary>
    public int? Scale => Meaning switch
    {
        Meaning.Money => 2,
        Meaning.Count => 3,
        Meaning.Percent => 5,
        Meaning.Whole => 0,
        _ => null,
    };

    /// <summary>What is known inside of a value that stands here: nothing when it is not what the contract says.</summary>
    public Shape InsideOf(JsonElement value) => (Meaning, value.ValueKind) switch
    {
        (Meaning.Object, JsonValueKind.Object) or (Meaning.List, JsonValueKind.Array) => Inside,
        _ => Shape.Unknown,
    };

    public Place Reckoned => this with { IsReckoned = true };

    public Place Required => this with { IsRequired = true };

    public Place AlwaysThere => this with { IsAlwaysThere = true };

    public Place Optional => this with { IsAlwaysThere = false };

    public Place LeftOut => this with { IsShownAsNull = false };

    public static Place Text(string name) => new(name, Meaning.Text);

    public static Place Time(string name) => new(name, Meaning.Time);

    public static Place Money(string name) => new(name, Meaning.Money);

    public static Place Count(string name) => new(name, Meaning.Count);

    public static Place Percent(string name) => new(name, Meaning.Percent);

    public static Place Whole(string name) => new(name, Meaning.Whole);

    public static Place Flag(string name) => new(name, Meaning.Flag);

    public static Place Opaque(string name) => new(name, Meaning.Opaque);

    public static Place Object(string name, Shape inside) => new(name, Meaning.Object) { Inside = inside };

    public static Place List(string name, Shape inside) => new(name, Meaning.List) { Inside = inside };
}
