using System.Text.Json;
using Prilavok.Server.Reading;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Api.Catalog;

/// <summary>Stock of v1: an object of product id to quantity.</summary>
internal static class QuantitiesV1
{
    /// <summary>Numbers, or texts that hold one.</summary>
    /// <param name="quantities">Thousandths.</param>
    public static bool TryRead(
        JsonElement element, out IReadOnlyDictionary<string, long> quantities, out IReadOnlyList<ViolationV1> violations)
    {
        var read = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        var faults = new List<ViolationV1>();
        quantities = read;
        violations = faults;
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new ViolationV1(null, "", "must be an object"));
            return false;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (!ProductLimits.CouldBeId(member.Name) || !Decimals.TryRead(member.Value, 3, ProductLimits.Quantity, out var quantity))
            {
                faults.Add(new ViolationV1(member.Name, "quantity", "numeric value out of bounds"));
            }
            else
            {
                read[member.Name] = quantity;
            }
        }

        return faults.Count == 0;
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyDictionary<string, long> quantities)
    {
        json.WriteStartObject();
        foreach (var (id, quantity) in quantities)
        {
            json.WriteString(id, Decimals.ToText(quantity, 3));
        }

        json.WriteEndObject();
    }
}
