using System.Text.RegularExpressions;
using Xunit;

namespace Prilavok.Architecture.Tests;

/// <summary>What the migration scripts of an engine make, as far as the engines must agree.</summary>
/// <param name="Tables">Table to its columns, in order: name, kind and constraints.</param>
/// <param name="Keys">Table to the columns of its primary key; a table without one is missing.</param>
/// <param name="Indexes">Name to what it covers.</param>
internal sealed partial record Migrations(
    IReadOnlyDictionary<string, IReadOnlyList<string>> Tables, IReadOnlyDictionary<string, IReadOnlyList<string>> Keys,
    IReadOnlyDictionary<string, string> Indexes)
{
    /// <summary>What makes PostgreSQL compare texts as SQLite does without being asked.</summary>
    public const string ByBytes = " COLLATE \"C\"";

    public static IReadOnlyList<string> ScriptsOf(string engine) =>
        [.. Repository.FilesOf(".sql", $"src/Prilavok.Storage/{engine}/Migrations/")];

    public static Migrations Of(string engine)
    {
        var tables = new Dictionary<string, List<string>>();
        var keys = new Dictionary<string, IReadOnlyList<string>>();
        var indexes = new Dictionary<string, string>();
        foreach (var statement in ScriptsOf(engine).SelectMany(script => StatementsOf(Repository.Read(script))))
        {
            if (TablePattern().Match(statement) is { Success: true } table)
            {
                var name = table.Groups["name"].Value;
                var parts = PartPattern().Matches(table.Groups["parts"].Value).Select(part => part.Value.Trim()).ToArray();
                tables.Add(name, [.. parts.Where(part => !part.StartsWith("PRIMARY KEY", StringComparison.Ordinal)).Select(part => part.Replace(" PRIMARY KEY", "", StringComparison.Ordinal))]);
                if (KeyOf(parts) is { } key)
                {
                    keys.Add(name, key);
                }
            }
            else if (ColumnPattern().Match(statement) is { Success: true } column)
            {
                tables[column.Groups["table"].Value].Add(column.Groups["column"].Value);
            }
            else if (DropColumnPattern().Match(statement) is { Success: true } lost)
            {
                var start = lost.Groups["column"].Value + " ";
                Assert.Equal(1, tables[lost.Groups["table"].Value].RemoveAll(column => column.StartsWith(start, StringComparison.Ordinal)));
            }
            else if (IndexPattern().Match(statement) is { Success: true } index)
            {
                indexes.Add(index.Groups["name"].Value, $"{index.Groups["kind"].Value} {index.Groups["rest"].Value}");
            }
            else if (DropIndexPattern().Match(statement) is { Success: true } dropped)
            {
                Assert.True(indexes.Remove(dropped.Groups["name"].Value), statement);
            }
            else if (DropTablePattern().Match(statement) is { Success: true } gone)
            {
                Assert.True(tables.Remove(gone.Groups["name"].Value), statement);
                keys.Remove(gone.Groups["name"].Value);
                RemoveIndexesOf(gone.Groups["name"].Value, indexes);
            }
            else if (RenamePattern().Match(statement) is { Success: true } renamed)
            {
                var (from, to) = (renamed.Groups["from"].Value, renamed.Groups["to"].Value);
                Assert.True(tables.Remove(from, out var columns) && keys.Remove(from, out var key) && tables.TryAdd(to, columns) && keys.TryAdd(to, key), statement);
            }
            else if (DropKeyPattern().Match(statement) is { Success: true } unkeyed)
            {
                Assert.True(keys.Remove(unkeyed.Groups["table"].Value), statement);
            }
            else if (KeyPattern().Match(statement) is { Success: true } keyed)
            {
                keys.Add(keyed.Groups["table"].Value, keyed.Groups["columns"].Value.Split(", "));
            }
            else if (!RowsPattern().IsMatch(statement))
            {
                throw new NotSupportedException($"Teach this reader to understand: {statement}");
            }
        }

        return new Migrations(tables.ToDictionary(table => table.Key, table => (IReadOnlyList<string>)table.Value), keys, indexes);
    }

    private static void RemoveIndexesOf(string table, Dictionary<string, string> indexes)
    {
        foreach (var its in indexes.Where(of => of.Value.Contains($" ON {table} ", StringComparison.Ordinal)).ToList())
        {
            indexes.Remove(its.Key);
        }
    }

    /// <summary>Without comments and layout, and with one word for what the engines call differently.</summary>
    private static IEnumerable<string> StatementsOf(string script)
    {
        var text = CommentPattern().Replace(script, "");
        text = SpacePattern().Replace(text, " ")
            .Replace("BIGINT", "INTEGER", StringComparison.Ordinal)
            .Replace("BYTEA", "BLOB", StringComparison.Ordinal)
            .Replace(ByBytes, "", StringComparison.Ordinal)
            .Replace(" WITHOUT ROWID", "", StringComparison.Ordinal)
            .Replace(" GENERATED BY DEFAULT AS IDENTITY", "", StringComparison.Ordinal); // SQLite numbers the rows of such a key by itself.
        return text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static IReadOnlyList<string>? KeyOf(string[] parts)
    {
        foreach (var part in parts)
        {
            if (part.StartsWith("PRIMARY KEY", StringComparison.Ordinal))
            {
                return part[part.IndexOf('(', StringComparison.Ordinal)..].Trim('(', ')').Split(", ");
            }

            if (part.Contains(" PRIMARY KEY", StringComparison.Ordinal))
            {
                return [part[..part.IndexOf(' ', StringComparison.Ordinal)]];
            }
        }

        return null;
    }

    [GeneratedRegex("^CREATE TABLE (?<name>[a-z_]+) \\( ?(?<parts>.*?) ?\\)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TablePattern();

    [GeneratedRegex("^CREATE (?<kind>(UNIQUE )?INDEX) (?<name>[a-z_]+) (?<rest>ON .*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex IndexPattern();

    [GeneratedRegex("^ALTER TABLE (?<table>[a-z_]+) ADD COLUMN (?<column>.*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ColumnPattern();

    [GeneratedRegex("^ALTER TABLE (?<table>[a-z_]+) DROP COLUMN (?<column>[a-z_]+)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex DropColumnPattern();

    [GeneratedRegex("^DROP INDEX (?<name>[a-z_]+)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex DropIndexPattern();

    [GeneratedRegex("^DROP TABLE (?<name>[a-z_]+)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex DropTablePattern();

    [GeneratedRegex("^ALTER TABLE (?<from>[a-z_]+) RENAME TO (?<to>[a-z_]+)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RenamePattern();

    /// <summary>PostgreSQL names the key of a table after it.</summary>
    [GeneratedRegex("^ALTER TABLE (?<table>[a-z_]+) DROP CONSTRAINT [a-z_]+_pkey$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex DropKeyPattern();

    [GeneratedRegex("^ALTER TABLE (?<table>[a-z_]+) ADD CONSTRAINT [a-z_]+_pkey PRIMARY KEY \\((?<columns>[a-z_, ]+)\\)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex KeyPattern();

    /// <summary>Changes what tables hold, not what they are.</summary>
    [GeneratedRegex("^(INSERT|UPDATE|DELETE) ", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex RowsPattern();

    /// <summary>What stands between commas, not counting those inside brackets.</summary>
    [GeneratedRegex(@"([^,()]|\([^)]*\))+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PartPattern();

    [GeneratedRegex("--[^\n]*", RegexOptions.NonBacktracking)]
    private static partial Regex CommentPattern();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex SpacePattern();
}
