using System.Text.RegularExpressions;

namespace Prilavok.Core.Apps;

/// <summary>One field of the form an owner fills in to register with a service, or to sign in to it.</summary>
/// <param name="Name">The member it becomes in the request to the service.</param>
/// <param name="Label">What the person reads.</param>
/// <param name="IsPassword">What is typed is not shown.</param>
/// <param name="Pattern">What a whole value must match; null takes any.</param>
/// <param name="Value">Stands there before the person types, and for a field that was left out.</param>
public sealed record FormField(string Name, string Label, bool IsPassword, string? Pattern, string? Placeholder, string? Hint, string? Value)
{
    /// <summary>Matched in time linear to the text, whatever the publisher wrote.</summary>
    public const RegexOptions PatternOptions = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    public bool Takes(string value) => Pattern is null || Regex.IsMatch(value, WholeOf(Pattern), PatternOptions);

    /// <summary>Anchored at both ends.</summary>
    public static string WholeOf(string pattern) => @"\A(?:" + pattern + @")\z";
}

/// <summary>A form that was filled in.</summary>
public static class AppForm
{
    /// <summary>The members that go to the service: what was filled in, and the form's own values for what was left out.</summary>
    public static (IReadOnlyDictionary<string, string> Filled, IReadOnlyList<(string Field, string Reason)> Faults) Fill(
        IReadOnlyList<FormField> fields, IReadOnlyDictionary<string, string> form)
    {
        var filled = new Dictionary<string, string>(form, StringComparer.Ordinal);
        var faults = new List<(string Field, string Reason)>();
        foreach (var field in fields)
        {
            var value = form.GetValueOrDefault(field.Name) ?? field.Value;
            if (!field.Takes(value ?? ""))
            {
                faults.Add((field.Name, field.Hint ?? $"{field.Label}: not in the wanted form"));
            }
            else if (value is not null)
            {
                filled[field.Name] = value;
            }
        }

        return (filled, faults);
    }
}
