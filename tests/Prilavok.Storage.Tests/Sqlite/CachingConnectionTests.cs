using Dapper;
using Microsoft.Data.Sqlite;
using Prilavok.Storage.Sqlite;
using Xunit;

namespace Prilavok.Storage.Tests.Sqlite;

/// <summary>A compiled statement is lent again and again: nothing of one call may stay for the next.</summary>
public sealed class CachingConnectionTests : IDisposable
{
    private readonly CachingConnection _connection = new("Data Source=:memory:");

    public CachingConnectionTests() => _connection.Open();

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void Values_and_their_types_are_those_of_the_call()
    {
        object?[] values = [1L, null, "text", new byte[] { 1, 0, 2 }, "", null, 2.5, long.MinValue, Array.Empty<byte>(), "longer text than before", "x", "nul\0inside"];
        foreach (var value in values)
        {
            var (got, type) = _connection.QuerySingle<(object?, string)>("SELECT @value, typeof(@value)", new { value });
            Assert.Equal(value, got);
            Assert.Equal(value switch { null => "null", long => "integer", string => "text", byte[] => "blob", _ => "real" }, type);
        }
    }

    [Fact]
    public void Long_texts_and_bodies_are_bound_whole()
    {
        foreach (var length in new[] { 10, 100_000, 4_001, 3 })
        {
            var args = new { text = new string('я', length), bytes = new byte[length] };
            Assert.Equal((length, length), _connection.QuerySingle<(int, int)>("SELECT length(@text), length(@bytes)", args));
        }
    }

    [Fact]
    public void The_same_text_takes_parameters_in_any_order_and_number()
    {
        const string Sql = "SELECT @a || '-' || COALESCE(@b, 'none')";
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal("1-2", Ask(Sql, ("a", "1"), ("b", "2")));
            Assert.Equal("1-2", Ask(Sql, ("b", "2"), ("a", "1")));
            Assert.Equal("3-none", Ask(Sql, ("a", "3"), ("b", null)));
            Assert.Throws<InvalidOperationException>(() => Ask(Sql, ("a", "4")));
        }
    }

    [Fact]
    public async Task A_statement_that_failed_works_the_next_time()
    {
        _connection.Run("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT NOT NULL)");
        const string Sql = "INSERT INTO t (id, name) VALUES (@id, @name) RETURNING id";
        for (var i = 1; i <= 3; i++)
        {
            await Assert.ThrowsAsync<SqliteException>(() => _connection.ExecuteScalarAsync<long>(Sql, new { id = i, name = (string?)null }));
            Assert.Equal(i, await _connection.ExecuteScalarAsync<long>(Sql, new { id = i, name = "x" }));
            await Assert.ThrowsAsync<SqliteException>(() => _connection.ExecuteScalarAsync<long>(Sql, new { id = i, name = "x" }));
        }

        Assert.Equal(3, await _connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM t"));
    }

    [Fact]
    public void A_changed_schema_is_noticed()
    {
        _connection.Run("CREATE TABLE t (a)");
        _connection.Execute("INSERT INTO t VALUES (@v)", new { v = 1 });
        Assert.Equal(["a"], Names());
        _connection.Run("ALTER TABLE t ADD COLUMN b DEFAULT 7");
        Assert.Equal(["a", "b"], Names());
        _connection.Run("DROP TABLE t");
        Assert.Throws<SqliteException>(() => Names());

        IEnumerable<string> Names() => ((IDictionary<string, object>)_connection.QuerySingle("SELECT * FROM t WHERE a = @v", new { v = 1 })).Keys;
    }

    [Fact]
    public void More_texts_than_are_kept_do_no_harm()
    {
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 1_200; i++)
            {
                Assert.Equal(i + 1, _connection.ExecuteScalar<int>($"SELECT {i} + @one", new { one = 1 }));
            }
        }
    }

    private string? Ask(string sql, params (string Name, object? Value)[] parameters)
    {
        var given = new DynamicParameters();
        foreach (var (name, value) in parameters)
        {
            given.Add(name, value);
        }

        return _connection.ExecuteScalar<string>(sql, given);
    }
}
