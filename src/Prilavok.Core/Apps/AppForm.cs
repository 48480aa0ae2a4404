namespace Prilavok.Core.Apps;

/// <summary>One field of the form an owner fills in to register with a service, or to sign in to it.</summary>
/// <param name="Name">The member it becomes in the request to the service.</param>
/// <param name="Label">What the person reads.</param>
/// <param name="IsPassword">What is typed is not shown.</param>
/// <param name="Pattern">What a whole value must match; null takes any.</param>
/// <param name="Value">Stands there before the person types, and for a field that was left out.</param>
public sealed record FormField(string Name, string Label, bool IsPassword, string? Pattern, string? Placeholder, string? Hint, string? Value);

/// <summary>A form that was filled in.</summary>
public static class AppForm
{
    /// <summary>The members that go to the service: what was filled in, and the form's own values for what was left out.</summary>
    public static (IReadOnlyDictionary<string, string> Filled, IReadOnlyList<(string Field, string Reason)> Faults) Fill(
        IReadOnlyList<FormField> fields, IReadOnlyDictionary<string, string> form, Patterns patterns)
    {
        var comparison = patterns.Begin();
        var filled = new Dictionary<string, string>(form, StringComparer.Ordinal);
        var faults = form.Where(pair => pair.Value.Length > Patterns.LongestText)
            .Select(pair => (pair.Key, $"must be a string of at most {Patterns.LongestText} characters")).ToList();
        foreach (var field in fields)
        {
            var value = form.GetValueOrDefault(field.Name) ?? field.Value;
            if (value?.Length > Patterns.LongestText)
            {
                continue;
            }

            if (field.Pattern is { } pattern && !comparison.IsMatch(pattern, value ?? ""))
            {
                faults.Add(
                    (field.Name,
                        comparison.IsOver ? "the app's patterns take too long to compare" : field.Hint ?? $"{field.Label}: not in the wanted form"));
            }
            else if (value is not null)
            {
                filled[field.Name] = value;
            }
        }

        return (filled, faults);
    }
}
