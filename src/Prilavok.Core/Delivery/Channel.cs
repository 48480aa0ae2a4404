using System.Collections.Frozen;
using Prilavok.Core.Log;

namespace Prilavok.Core.Delivery;

/// <summary>One kind of notification of an app. The numbers are stored.</summary>
public enum Channel
{
    Stores = 1,
    Devices = 2,
    Employees = 3,
    Roles = 4,
    Products = 5,
    Documents = 6,
    Receipts = 7,
    Subscription = 8,
    Installation = 9,
    Token = 10,
}

public static class Channels
{
    private static readonly FrozenDictionary<Channel, string> Names = Enum.GetValues<Channel>().ToFrozenDictionary(
        channel => channel,
        channel => channel == Channel.Token ? "userToken" : char.ToLowerInvariant(channel.ToString()[0]) + channel.ToString()[1..]);

    /// <summary>The member that sets its address has this name, and it has no other wherever it is told of.</summary>
    public static string NameOf(Channel channel) => Names[channel];

    /// <summary>By its name in any case, or by the name that the user's token had in figures.</summary>
    public static bool TryFind(string name, out Channel channel)
    {
        foreach (var (known, called) in Names)
        {
            if (string.Equals(called, name, StringComparison.OrdinalIgnoreCase))
            {
                channel = known;
                return true;
            }
        }

        channel = Channel.Token;
        return string.Equals(name, "token", StringComparison.OrdinalIgnoreCase);
    }

    public static EventKind KindOf(Channel channel) => channel switch
    {
        Channel.Stores => EventKind.Store,
        Channel.Devices => EventKind.Device,
        Channel.Employees => EventKind.Employee,
        Channel.Roles => EventKind.Role,
        Channel.Products => EventKind.Product,
        Channel.Documents or Channel.Receipts => EventKind.Document,
        Channel.Subscription => EventKind.Subscription,
        Channel.Installation => EventKind.Installation,
        Channel.Token => EventKind.Token,
    };

    /// <summary>These tell of the installation itself: they carry the service token and outlive the removal of the app.</summary>
    public static bool IsAboutInstallation(Channel channel) =>
        channel is Channel.Subscription or Channel.Installation or Channel.Token;
}
