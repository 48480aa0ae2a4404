namespace Prilavok.Storage.Tests.Migrations;

/// <param name="Columns">In the order of their names.</param>
/// <param name="Key">The columns of the primary key, in its order; none where the table has no key.</param>
internal sealed record TableShape(string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> Key);
