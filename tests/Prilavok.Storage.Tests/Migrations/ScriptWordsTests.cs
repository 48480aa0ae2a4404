using Xunit;

namespace Prilavok.Storage.Tests.Migrations;

public sealed class ScriptWordsTests
{
    [Fact]
    public void Both_engines_know_the_same_words() =>
        Assert.Equal(ScriptWords.Sqlite.Keys.Order(StringComparer.Ordinal), ScriptWords.Postgres.Keys.Order(StringComparer.Ordinal));
}
