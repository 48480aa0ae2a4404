using Prilavok.Core.Log;
using Prilavok.Server.Delivery;

namespace Prilavok.Server.Deliveries;

/// <summary>Which deliveries are asked for by what they are about: by the same names under which they tell it.</summary>
internal sealed class SubjectFilter
{
    /// <summary>A number is told as it came, the others are ids and words.</summary>
    private const string Number = "number";

    private static readonly string[] Names = ["storeId", "deviceId", "employeeId", "roleId", "productId", "subscriptionId", "type", Number];

    private readonly List<(string Name, string Value)> _asked;

    private SubjectFilter(List<(string Name, string Value)> asked) => _asked = asked;

    public bool IsEmpty => _asked.Count == 0;

    public static SubjectFilter Read(IQueryCollection query) =>
        new([.. Names.Select(name => (name, query[name].ToString())).Where(asked => asked.Item2.Length > 0)]);

    /// <summary>One thing that it is about has all that is asked for.</summary>
    public bool Allows(Subjects subjects) => IsEmpty || subjects.Events.Any(Allows);

    public bool Allows(Event e)
    {
        var names = SubjectWriter.NamesOf(e).ToList();
        return _asked.TrueForAll(asked => asked.Name == Number
            ? SubjectWriter.NumberOf(e) == asked.Value
            : names.Exists(known => known.Name == asked.Name && string.Equals(known.Value, asked.Value, StringComparison.OrdinalIgnoreCase)));
    }
}
