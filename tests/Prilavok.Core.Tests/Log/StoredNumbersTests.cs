using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Prilavok.Core.Owners;

namespace Prilavok.Core.Tests.Log;

/// <summary>Databases in use hold these numbers. A new name may be added; a number is never given another meaning.</summary>
public sealed class StoredNumbersTests
{
    [Fact]
    public void Kinds_of_events_keep_their_numbers() => Assert.Equal(
        "Document=1 Store=2 Device=3 Employee=4 Role=5 Product=6 Installation=7 Token=8 Subscription=9 Clock=10", NumbersOf<EventKind>());

    [Fact]
    public void Actions_keep_their_numbers() => Assert.Equal("Created=1 Updated=2 Removed=3", NumbersOf<EventAction>());

    [Fact]
    public void Sources_keep_their_numbers() => Assert.Equal("System=0 Terminal=1 App=2 Owner=3", NumbersOf<SourceKind>());

    [Fact]
    public void Channels_keep_their_numbers() => Assert.Equal(
        "Stores=1 Devices=2 Employees=3 Roles=4 Products=5 Documents=6 Receipts=7 Subscription=8 Installation=9 Token=10", NumbersOf<Channel>());

    [Fact]
    public void Kinds_of_tokens_keep_their_numbers() => Assert.Equal("Cloud=1 Terminal=2 Owner=3 Publisher=4", NumbersOf<TokenKind>());

    private static string NumbersOf<T>()
        where T : struct, Enum => string.Join(' ', Enum.GetValues<T>().Select(value => $"{value}={value:D}"));
}
