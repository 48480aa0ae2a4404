using System.Text;
using System.Text.Json.Nodes;
using Prilavok.Core.Apps;
using Prilavok.Core.Publishing;
using Prilavok.Storage.Apps;

namespace Prilavok.Storage.Publishing;

/// <summary>
/// Settings of an app as an entry of its audit keeps them: the names of the members that were changed, and their values. A value that is
/// long is not kept, as many changes of it would be a way to fill the disk.
/// </summary>
internal static class SettingsDifference
{
    /// <summary>Bytes of the values in one entry.</summary>
    private const int Longest = 16 * 1024;

    private const char Separator = ',';

    /// <summary>Behind the name of a member whose value is not kept.</summary>
    private const char Mark = '*';

    /// <summary>Names of members that tell secrets: that they were changed is kept, and not to what.</summary>
    private static readonly (string Name, Func<AppSettings, object?> Of)[] Secrets =
        [(nameof(AppSettings.ServiceToken), settings => settings.ServiceToken)];

    public static byte[] None { get; } = "{}"u8.ToArray();

    /// <returns>The names, and an object with the values.</returns>
    public static (string Changed, byte[] Settings) Write(AppSettings? before, AppSettings after)
    {
        var (former, now) = (MembersOf(before ?? new AppSettings { Name = "" }), MembersOf(after));
        var kept = new JsonObject();
        var names = new SortedSet<string>(Secrets.Where(secret => !Equals(before is null ? null : secret.Of(before), secret.Of(after))).Select(
            secret => secret.Name), StringComparer.Ordinal);
        var length = 0;
        foreach (var name in now.Select(member => member.Key).Union(former.Select(member => member.Key), StringComparer.Ordinal).ToList())
        {
            if (JsonNode.DeepEquals(former[name], now[name]))
            {
                continue;
            }

            var size = now[name]?.ToJsonString().Length ?? 0;
            var isKept = length + size <= Longest;
            names.Add(isKept ? name : name + Mark);
            if (isKept)
            {
                length += size;
                kept[name] = now[name]?.DeepClone();
            }
        }

        return (string.Join(Separator, names), Encoding.UTF8.GetBytes(kept.ToJsonString()));
    }

    /// <returns>Null where none were changed.</returns>
    public static ChangedSettings? Read(string? changed, byte[] settings)
    {
        if (changed is null)
        {
            return new ChangedSettings(null, [], KeptSettings.ReadWithoutSecrets(settings)); // As it was kept before there were differences.
        }

        if (changed.Length == 0)
        {
            return null;
        }

        var kept = MembersOf(new AppSettings { Name = "" }); // A member that is left out would be read as null.
        foreach (var (name, value) in JsonNode.Parse(settings)!.AsObject())
        {
            kept[name] = value?.DeepClone();
        }

        var names = changed.Split(Separator);
        return new ChangedSettings(
            [.. names.Select(name => name.TrimEnd(Mark))],
            [.. names.Where(name => name.EndsWith(Mark)).Select(name => name.TrimEnd(Mark))],
            KeptSettings.ReadWithoutSecrets(Encoding.UTF8.GetBytes(kept.ToJsonString())));
    }

    private static JsonObject MembersOf(AppSettings settings) => JsonNode.Parse(KeptSettings.WriteWithoutSecrets(settings))!.AsObject();
}
