using Prilavok.Core.Accounts;
using Prilavok.Core.Apps;
using Prilavok.Core.Catalog;
using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;
using Prilavok.Core.Pushes;
using Prilavok.Core.Subscriptions;
using Xunit;

namespace Prilavok.Core.Tests.Log;

/// <summary>Databases in use hold these numbers. A new name may be added; a number is never given another meaning.</summary>
public sealed class StoredNumbersTests
{
    [Fact]
    public void Kinds_of_events_keep_their_numbers() => Assert.Equal(
        "Document=1 Store=2 Device=3 Employee=4 Role=5 Product=6 Installation=7 Token=8 Subscription=9 Clock=10 ProductImage=11 Supplier=12 "
        + "Push=13",
        NumbersOf<EventKind>());

    [Fact]
    public void Actions_keep_their_numbers() => Assert.Equal("Created=1 Updated=2 Removed=3", NumbersOf<EventAction>());

    [Fact]
    public void Sources_keep_their_numbers() => Assert.Equal("System=0 Terminal=1 App=2 Owner=3 Snapshot=4", NumbersOf<SourceKind>());

    [Fact]
    public void Channels_keep_their_numbers() => Assert.Equal(
        "Stores=1 Devices=2 Employees=3 Roles=4 Products=5 Documents=6 Receipts=7 Subscription=8 Installation=9 Token=10", NumbersOf<Channel>());

    [Fact]
    public void Kinds_of_tokens_and_accounts_keep_their_numbers()
    {
        Assert.Equal("Cloud=1 Terminal=2 Owner=3 Publisher=4 PublisherRefresh=5 Administrator=6", NumbersOf<TokenKind>());
        Assert.Equal("Owner=1 Publisher=2 Administrator=3", NumbersOf<AccountKind>());
    }

    [Fact]
    public void Bulk_tasks_keep_their_numbers()
    {
        Assert.Equal("Accepted=1 Running=2 Completed=3 Failed=4 Declined=5", NumbersOf<BulkStatus>());
        Assert.Equal("Add=1 Replace=2 Remove=3", NumbersOf<BulkVerb>());
    }

    [Fact]
    public void Pushes_and_extras_keep_their_numbers()
    {
        Assert.Equal("Accepted=1 Delivered=2 Rejected=3 Expired=4", NumbersOf<PushStatus>());
        Assert.Equal("Scheme=1 Extra=2", NumbersOf<ExtraKind>());
    }

    [Fact]
    public void Subscriptions_keep_their_numbers()
    {
        Assert.Equal("Created=1 Active=2 Terminated=3", NumbersOf<SubscriptionState>());
        Assert.Equal("Period=1 Again=2 Terms=3 Revival=4", NumbersOf<ChargeReason>());
        Assert.Equal(
            "Created=1 AddonsUpdated=2 Activated=3 Renewed=4 TermsChanged=5 TerminationRequested=6 Terminated=7", NumbersOf<NewsType>());
    }

    [Fact]
    public void States_of_versions_keep_their_numbers() =>
        Assert.Equal("Draft=1 Testing=2 Review=3 Approved=4 Published=5 Archived=6", NumbersOf<VersionState>());

    private static string NumbersOf<T>()
        where T : struct, Enum => string.Join(' ', Enum.GetValues<T>().Select(value => $"{value}={value:D}"));
}
