using Prilavok.Storage.Tests.Postgres;
using Prilavok.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(EveryStatement))]

namespace Prilavok.Storage.Tests.Postgres;

/// <summary>Looks, when all tests have run, at every statement that was sent to PostgreSQL in the course of them.</summary>
public sealed class EveryStatement : IDisposable
{
    public void Dispose()
    {
        var faults = StatementLog.Statements.Where(statement => !Spanning.IsAllowed(statement) && OwnerRule.Fault(statement) is not null)
            .Select(Spanning.Plain).Order(StringComparer.Ordinal).ToList();
        Assert.True(faults.Count == 0, $"These name no owner:\n{string.Join("\n---\n", faults)}");
    }
}
