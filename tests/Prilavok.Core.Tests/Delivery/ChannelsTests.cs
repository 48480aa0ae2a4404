using Prilavok.Core.Delivery;
using Prilavok.Core.Log;
using Xunit;

namespace Prilavok.Core.Tests.Delivery;

public sealed class ChannelsTests
{
    [Theory]
    [InlineData(Channel.Stores, EventKind.Store)]
    [InlineData(Channel.Devices, EventKind.Device)]
    [InlineData(Channel.Employees, EventKind.Employee)]
    [InlineData(Channel.Roles, EventKind.Role)]
    [InlineData(Channel.Products, EventKind.Product)]
    [InlineData(Channel.Documents, EventKind.Document)]
    [InlineData(Channel.Receipts, EventKind.Document)]
    [InlineData(Channel.Subscription, EventKind.Subscription)]
    [InlineData(Channel.Installation, EventKind.Installation)]
    [InlineData(Channel.Token, EventKind.Token)]
    public void A_channel_reads_one_kind_of_event(Channel channel, EventKind kind) => Assert.Equal(kind, Channels.KindOf(channel));

    [Fact]
    public void Every_channel_has_a_kind() => Assert.All(Enum.GetValues<Channel>(), channel => Assert.True(Enum.IsDefined(Channels.KindOf(channel))));

    /// <summary>The log wakes the lanes of a kind with one statement that names two channels.</summary>
    [Fact]
    public void At_most_two_channels_read_the_same_kind() =>
        Assert.All(Enum.GetValues<Channel>().GroupBy(Channels.KindOf), channels => Assert.InRange(channels.Count(), 1, 2));

    [Fact]
    public void Every_channel_has_one_name_by_which_it_is_found_in_any_case()
    {
        Assert.Equal(
            ["stores", "devices", "employees", "roles", "products", "documents", "receipts", "subscription", "installation", "userToken"],
            Enum.GetValues<Channel>().Select(Channels.NameOf));
        Assert.All(Enum.GetValues<Channel>(), channel => Assert.All(
            new[] { Channels.NameOf(channel), Channels.NameOf(channel).ToUpperInvariant(), channel.ToString() },
            name => Assert.Equal((true, channel), (Channels.TryFind(name, out var found), found))));
        Assert.False(Channels.TryFind("document", out _));
        Assert.False(Channels.TryFind("", out _));
    }

    [Fact]
    public void Three_channels_tell_of_the_installation_itself() => Assert.Equal(
        [Channel.Subscription, Channel.Installation, Channel.Token], Enum.GetValues<Channel>().Where(Channels.IsAboutInstallation));
}
