using System.Globalization;
using System.Text.Json;
using Prilavok.Core.Catalog;
using Prilavok.Server.Http;

namespace Prilavok.Server.Reading;

/// <summary>What the modifications of a group differ in. Its presence makes the group one of modifications.</summary>
internal static class GroupAttributesReader
{
    public static IReadOnlyList<GroupAttribute>? Read(ProductFields fields, FaultsFound faults)
    {
        if (fields.Get("attributes") is not { } array)
        {
            return null;
        }

        return
        [
            .. Objects(array, "attributes", ProductLimits.Attributes, faults).Select(item => new GroupAttribute(
                item.Fields.Text("id", ProductLimits.Id, shortest: 1) ?? Missing(item.Place, "id", item.Fields, faults),
                item.Fields.Text("name", ProductLimits.ListItem) ?? Missing(item.Place, "name", item.Fields, faults),
                Choices(item.Fields, item.Place + ".choices", faults))),
        ];
    }

    private static IReadOnlyList<AttributeChoice> Choices(ProductFields attribute, string place, FaultsFound faults) =>
        attribute.Get("choices") is not { } array
            ? []
            :
            [
                .. Objects(array, place, ProductLimits.Choices, faults).Select(item => new AttributeChoice(
                    item.Fields.Text("id", ProductLimits.Id, shortest: 1) ?? Missing(item.Place, "id", item.Fields, faults),
                    item.Fields.Text("name", ProductLimits.ListItem) ?? Missing(item.Place, "name", item.Fields, faults))),
            ];

    private static string Missing(string place, string name, ProductFields fields, FaultsFound faults)
    {
        if (fields.Get(name) is null)
        {
            faults.Add($"{place}.{name}", "must not be null");
        }

        return "";
    }

    private static IEnumerable<(string Place, ProductFields Fields)> Objects(JsonElement array, string place, int most, FaultsFound faults)
    {
        if (array.ValueKind != JsonValueKind.Array)
        {
            faults.Add(place, ProductFields.WrongKind, array);
            yield break;
        }

        if (array.GetArrayLength() > most)
        {
            faults.Add(place, ProductFields.Size(0, most));
            yield break;
        }

        var index = 0;
        foreach (var item in array.EnumerateArray())
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{place}[{index++}]");
            if (item.ValueKind == JsonValueKind.Object)
            {
                yield return (at, new ProductFields(item, (name, reason, misformed) => faults.Add($"{at}.{name}", reason, misformed)));
            }
            else
            {
                faults.Add(at, ProductFields.WrongKind, item);
            }
        }
    }
}
