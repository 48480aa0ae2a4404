using CsCheck;
using Prilavok.Core.Sandbox;
using Prilavok.Testing;
using Xunit;

namespace Prilavok.Storage.Tests.Documents;

/// <summary>
/// Random histories of two tills that are moved, are offline, whose clocks are wrong, that count, use each other's ids, change what they
/// said and say it again.
/// </summary>
public abstract class DocumentHistoryTests<TStore> : StoreTests<TStore>
    where TStore : StoreFixture, new()
{
    [Fact]
    public Task Whatever_the_order_of_arrival_each_document_is_held_once_in_its_store_and_each_content_is_told_once() =>
        TillStep.Any.List[5, 60].SampleAsync(RunAsync, iter: 40, threads: 1);

    private async Task RunAsync(List<TillStep> steps)
    {
        var shop = await Shop.OpenAsync(Node);
        try
        {
            var history = await DocumentHistory.OpenAsync(Store, shop);
            foreach (var step in steps)
            {
                await history.TakeAsync(step);
            }

            await history.AssertSameAsync();
            await history.DrainAsync();
            await history.AssertSameAsync();
        }
        finally
        {
            await Node.Get<RemoveTenant>().HandleAsync(shop.OwnerId, Ct);
        }
    }
}

public sealed class SqliteDocumentHistoryTests : DocumentHistoryTests<SqliteFixture>;

public sealed class PostgreSqlDocumentHistoryTests : DocumentHistoryTests<PostgreSqlFixture>;
