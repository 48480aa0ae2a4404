using System.Text.RegularExpressions;
using Prilavok.Server.Tests.Kit;

namespace Prilavok.Server.Tests.Publisher;

/// <summary>Answers to be approved: what is made anew each time is numbered in the order it appears.</summary>
internal static partial class Masked
{
    public static string Text(params Answer[] answers) => Text(string.Concat(answers.Select(
        answer => $"{answer.Asked} {answer.Status}\n{(answer.Bytes.Length == 0 ? "" : JsonText.Pretty(answer.Text))}\n")));

    public static string Text(string text)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        return Made().Replace(text, match =>
        {
            if (!names.TryGetValue(match.Value, out var name))
            {
                names[match.Value] = name = $"{(match.Value.Length == 18 ? "owner" : match.Value.Length == 36 ? "id" : "token")}-{names.Count + 1}";
            }

            return name;
        });
    }

    /// <summary>Uuids and what looks like them, ids of owners, tokens.</summary>
    [GeneratedRegex("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9]{2}-[0-9]{15}|(acc|ref|pub)_[0-9a-zA-Z]{32}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Made();
}
