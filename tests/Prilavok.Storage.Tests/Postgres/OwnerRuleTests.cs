using Xunit;

namespace Prilavok.Storage.Tests.Postgres;

public sealed class OwnerRuleTests
{
    [Theory]
    [InlineData("SELECT head FROM owners WHERE owner_id = $1 FOR UPDATE")]
    [InlineData("INSERT INTO events (owner_id, seq) VALUES ($1, $2) ON CONFLICT (owner_id, seq) DO NOTHING")]
    [InlineData("SELECT e.seq FROM events e JOIN documents d ON d.owner_id = e.owner_id AND d.seq = e.seq WHERE e.owner_id = $1")]
    [InlineData("UPDATE lanes SET due_at = (SELECT MAX(at) FROM events WHERE owner_id = $1) WHERE owner_id = $1")]
    [InlineData("SELECT settings FROM apps WHERE app_id = $1")]
    public void It_lets_pass_what_names_its_owner(string statement) => Assert.Null(OwnerRule.Fault(statement));

    [Theory]
    [InlineData("SELECT seq FROM events WHERE seq > $1")]
    [InlineData("SELECT owner_id, seq FROM events WHERE store_id = $1 ORDER BY owner_id")]
    [InlineData("UPDATE products SET price = $1 WHERE product_id = $2")]
    [InlineData("DELETE FROM documents WHERE seq < (SELECT head FROM owners WHERE owner_id = $1)")]
    [InlineData("SELECT e.seq FROM events e JOIN documents d ON d.seq = e.seq WHERE e.owner_id = $1")]
    [InlineData("UPDATE lanes SET due_at = (SELECT MAX(at) FROM events) WHERE owner_id = $1")]
    [InlineData("SELECT 1 FROM stores WHERE owner_id = $1 UNION SELECT 2 FROM roles")]
    [InlineData("INSERT INTO chaos (details) VALUES ($1)")]
    public void It_finds_what_names_none(string statement) => Assert.NotNull(OwnerRule.Fault(statement));
}
