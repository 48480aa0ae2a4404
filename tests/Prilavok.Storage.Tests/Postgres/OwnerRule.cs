using System.Text.RegularExpressions;

namespace Prilavok.Storage.Tests.Postgres;

/// <summary>A statement on an owner's table names the owner, in each of its parts: else every machine would have to be asked.</summary>
internal static partial class OwnerRule
{
    /// <summary>Found by something else than the owner: see <c>deploy/citus.sql</c>.</summary>
    private static readonly HashSet<string> Owned = [.. Schema.OfOwner.Except(["tokens", "accounts"])];

    /// <returns>The part that does not name an owner; null when each does.</returns>
    public static string? Fault(string statement)
    {
        var text = SpacePattern().Replace(statement, " ");
        while (InnerPattern().Match(text) is { Success: true } inner)
        {
            var content = inner.Groups["content"].Value;
            var isPart = PartPattern().IsMatch(content);
            if (isPart && FaultOf(content) is { } fault)
            {
                return fault;
            }

            text = string.Concat(text.AsSpan(0, inner.Index), isPart ? "{part}" : $"[{content}]", text.AsSpan(inner.Index + inner.Length));
        }

        return FaultOf(text);
    }

    private static string? FaultOf(string text) => text.Split(" UNION ").FirstOrDefault(part =>
        TablePattern().Matches(part).Count(table => Owned.Contains(table.Groups["table"].Value)) > NamedPattern().Count(part));

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex SpacePattern();

    /// <summary>Brackets without others in them.</summary>
    [GeneratedRegex(@"\((?<content>[^()]*)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex InnerPattern();

    [GeneratedRegex("^ ?(SELECT|WITH|UPDATE|DELETE|INSERT) ", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PartPattern();

    [GeneratedRegex(@"\b(FROM|JOIN|INTO|UPDATE) (?<table>[a-z_]+)\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TablePattern();

    /// <summary>It equals something, is one of some, or is written.</summary>
    [GeneratedRegex(
        @"\bowner_id (=|IN)|= ([a-z]+\.)?owner_id\b|\[owner_id, [a-z_, ]+\] IN |\bINTO [a-z_]+ \[[^\]]*\bowner_id\b",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NamedPattern();
}
