using System.Globalization;
using System.Text.Json;
using Prilavok.Server.Documents.Shapes;
using Xunit;

namespace Prilavok.Server.Tests.Documents;

/// <summary>Holds what a terminal said beside what is given out: every value at every path; what the table knows as a number, by value.</summary>
internal static class SameDocument
{
    private static readonly string[] Yes = ["true", "1", "1.0"];

    private static readonly string[] No = ["false", "0", "-0", "0.0"];

    /// <param name="shape">What is known of it.</param>
    /// <param name="where">For whoever reads the failure.</param>
    public static void Check(JsonElement sent, JsonElement given, Shape shape, string where)
    {
        if (sent.ValueKind == JsonValueKind.Object && given.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in sent.EnumerateObject())
            {
                var place = shape.Find(member);
                var isThere = given.TryGetProperty(member.Name, out var value);
                if (place is not null && member.Value.ValueKind == JsonValueKind.Null)
                {
                    Assert.True(!isThere || value.ValueKind == JsonValueKind.Null || (place.IsAlwaysThere && value.GetArrayLength() == 0), where);
                    continue;
                }

                Assert.True(isThere, $"{where}: {member.Name} is lost.");
                CheckAt(member.Value, value, place, $"{where}.{member.Name}");
            }

            Assert.All(given.EnumerateObject().Where(member => !sent.TryGetProperty(member.Name, out _)), member =>
                Assert.True(shape.IndexOf(member) >= 0 && (member.Value.ValueKind == JsonValueKind.Null || member.Value.GetArrayLength() == 0), $"{where}: {member.Name} came from nowhere."));
            return;
        }

        if (sent.ValueKind == JsonValueKind.Array && given.ValueKind == JsonValueKind.Array)
        {
            Assert.Equal(sent.GetArrayLength(), given.GetArrayLength());
            for (var i = 0; i < sent.GetArrayLength(); i++)
            {
                Check(sent[i], given[i], sent[i].ValueKind == JsonValueKind.Object ? shape : Shape.Unknown, $"{where}[{i}]");
            }

            return;
        }

        Assert.True(JsonElement.DeepEquals(sent, given), $"{where}: {sent.GetRawText()} became {given.GetRawText()}.");
    }

    private static void CheckAt(JsonElement sent, JsonElement given, Place? place, string where)
    {
        switch (place)
        {
            case { Scale: { } scale } when given.ValueKind == JsonValueKind.Number && sent.ValueKind is JsonValueKind.Number or JsonValueKind.String:
                if (decimal.TryParse(sent.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                {
                    var rounded = place.IsReckoned || place.Meaning != Meaning.Whole ? Math.Round(number, scale, MidpointRounding.AwayFromZero) : number;
                    Assert.Equal(rounded, given.GetDecimal());
                    return;
                }

                break;
            case { Meaning: Meaning.Flag } when given.ValueKind is JsonValueKind.True or JsonValueKind.False:
                Assert.Contains(sent.ToString().ToLowerInvariant(), given.GetBoolean() ? Yes : No);
                return;
        }

        Check(sent, given, place?.InsideOf(sent) ?? Shape.Unknown, where);
    }
}
