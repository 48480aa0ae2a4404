using System.Data.Common;

namespace Prilavok.Storage;

/// <summary>What the two databases do differently. Everything not named here is written once, in SQL both accept.</summary>
internal interface IDialect
{
    /// <summary>Suffix that makes a SELECT hold its row until the commit. Empty where writers are serialized anyway.</summary>
    string HoldRow { get; }

    /// <summary>Suffix that makes a SELECT take rows no other claimer sees. Empty where writers are serialized anyway.</summary>
    string ClaimRows { get; }

    /// <summary>
    /// Condition that <paramref name="column"/> is among the list in parameter <paramref name="parameter"/>, made by <see cref="List"/>.
    /// </summary>
    string In(string column, string parameter);

    object List(IEnumerable<string> values);

    /// <summary>Runs the statement for each row, in order.</summary>
    /// <returns>How many rows of the table it changed, all in all.</returns>
    Task<int> ExecuteEachAsync(DbConnection connection, DbTransaction? transaction, Statement statement, IEnumerable<object?[]> rows);

    /// <summary>Runs the statement for each row, in order.</summary>
    /// <returns>The values of each row it returns: texts, <see cref="long"/> numbers, bytes and nulls.</returns>
    Task<IReadOnlyList<object?[]>> ReturnEachAsync(
        DbConnection connection, DbTransaction? transaction, Statement statement, IEnumerable<object?[]> rows);

    /// <summary>True for failures that waiting can cure: locked, out of space, connection lost.</summary>
    bool IsUnavailable(DbException e);
}
