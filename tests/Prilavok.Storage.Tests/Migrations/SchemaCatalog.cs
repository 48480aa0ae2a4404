using System.Data.Common;
using Dapper;
using Prilavok.Testing;

namespace Prilavok.Storage.Tests.Migrations;

/// <summary>Asks the catalog of an engine about the tables of a database; the journal of the scripts is left out.</summary>
/// <param name="Journal">The table that names the scripts that have run.</param>
/// <param name="FormerFolder">Where the scripts of former versions lay, as their names in the journal begin.</param>
/// <param name="Columns">Table, column, and its place in the key of the table: 0 outside of it.</param>
/// <param name="Everything">A line for each table, column, key and index, with all that the engine keeps of it.</param>
internal sealed record SchemaCatalog(string Journal, string FormerFolder, string Columns, string Everything)
{
    public static SchemaCatalog Sqlite { get; } = new(
        "SchemaVersions",
        "Prilavok.Storage.Sqlite.Migrations.",
        """
        SELECT t.name, c.name, c.pk FROM pragma_table_list t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT IN ('SchemaVersions', 'sqlite_sequence', 'sqlite_schema', 'sqlite_temp_schema')
        """,
        """
        SELECT 'table ' || name || ' without rowid ' || wr FROM pragma_table_list
        WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'SchemaVersions'
        UNION ALL
        SELECT 'column ' || t.name || '.' || c.name || ' at ' || c.cid || ' ' || c.type || ' not null ' || c."notnull"
            || ' default ' || IFNULL(c.dflt_value, '-') || ' key ' || c.pk || ' hidden ' || c.hidden
        FROM pragma_table_list t JOIN pragma_table_xinfo(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name <> 'SchemaVersions'
        UNION ALL
        SELECT 'index ' || name || ' ' || IFNULL(sql, tbl_name || ' ' || (SELECT group_concat(i.name) FROM pragma_index_info(m.name) i))
        FROM sqlite_master m WHERE type = 'index' AND tbl_name <> 'SchemaVersions'
        UNION ALL
        SELECT type || ' ' || name FROM sqlite_master WHERE type NOT IN ('table', 'index')
        """);

    public static SchemaCatalog Postgres { get; } = new(
        "schema_versions",
        "Prilavok.Storage.Postgres.Migrations.",
        """
        SELECT t.relname, c.attname, COALESCE(array_position(k.conkey, c.attnum), 0)
        FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
        LEFT JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'p'
        WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind = 'r' AND t.relname <> 'schema_versions'
        """,
        """
        SELECT concat_ws(' ', 'column', t.relname || '.' || c.attname, 'at', row_number() OVER (PARTITION BY t.oid ORDER BY c.attnum),
            format_type(c.atttypid, c.atttypmod), 'collation', l.collname, 'not null', c.attnotnull, 'identity', c.attidentity,
            'default', pg_get_expr(d.adbin, d.adrelid))
        FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
        LEFT JOIN pg_collation l ON l.oid = c.attcollation LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = c.attnum
        WHERE t.relnamespace = current_schema()::regnamespace AND t.relkind = 'r' AND t.relname <> 'schema_versions'
        UNION ALL
        SELECT concat_ws(' ', 'constraint', k.conname, t.relname, pg_get_constraintdef(k.oid))
        FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
        WHERE k.connamespace = current_schema()::regnamespace AND t.relname <> 'schema_versions'
        UNION ALL
        SELECT 'index ' || replace(indexdef, schemaname || '.', '') FROM pg_indexes
        WHERE schemaname = current_schema() AND tablename <> 'schema_versions'
        UNION ALL
        SELECT concat_ws(' ', 'relation', relkind, relname) FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relname NOT LIKE 'schema\_versions%'
        UNION ALL
        SELECT concat_ws(' ', 'routine or trigger', proname) FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
        """);

    public static SchemaCatalog Of(StoreFixture store) => store is SqliteFixture ? Sqlite : Postgres;

    public async Task<IReadOnlyList<string>> DescribeAsync(DbConnection connection) =>
        [.. (await connection.QueryAsync<string>(Everything)).Order(StringComparer.Ordinal)];

    public async Task<IReadOnlyList<TableShape>> TablesAsync(DbConnection connection) =>
        [.. (await connection.QueryAsync<(string Table, string Column, long Place)>(Columns))
            .GroupBy(row => row.Table, StringComparer.Ordinal)
            .OrderBy(table => table.Key, StringComparer.Ordinal)
            .Select(table => new TableShape(
                table.Key,
                [.. table.Select(row => row.Column).Order(StringComparer.Ordinal)],
                [.. table.Where(row => row.Place > 0).OrderBy(row => row.Place).Select(row => row.Column)]))];

    public async Task<IReadOnlyList<string>> ScriptsAsync(DbConnection connection) =>
        [.. (await connection.QueryAsync<string>($"SELECT scriptname FROM {Journal}")).Order(StringComparer.Ordinal)];
}
