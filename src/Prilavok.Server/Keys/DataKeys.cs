using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Prilavok.Server.Keys;

/// <summary>Keys of ASP.NET Core's data protection, as its XML has them, and what they protect.</summary>
internal static class DataKeys
{
    /// <summary>A key protects until the next one is made by command, and opens for ever.</summary>
    private const int Years = 100;

    /// <summary>What secrets are protected with under the keys there are; of several the newest protects.</summary>
    public static IDataProtector ProtectorOf(IEnumerable<XElement> keys)
    {
        var services = new ServiceCollection();
        services.AddDataProtection().SetApplicationName("Prilavok").DisableAutomaticKeyGeneration();
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = new Held([.. keys]));
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("Prilavok.Tokens");
    }

    /// <summary>A new key, which protects from now on.</summary>
    public static (string Name, string Xml) New(DateTimeOffset now)
    {
        var made = new Held([]);
        var services = new ServiceCollection();
        services.AddDataProtection();
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = made);
        using var provider = services.BuildServiceProvider();
        var key = provider.GetRequiredService<IKeyManager>().CreateNewKey(now, now.AddYears(Years));
        return ($"key-{key.KeyId:D}", made.GetAllElements().Single().ToString(SaveOptions.DisableFormatting));
    }

    /// <returns>Null of what is no XML.</returns>
    public static XElement? Read(string xml)
    {
        try
        {
            return XElement.Parse(xml);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>Name of the key that a secret was protected with; null of what is no protected secret.</summary>
    public static string? NameOf(string kept)
    {
        const int Magic = 4;
        const int Id = 16;
        var bytes = new byte[kept.Length];
        return System.Buffers.Text.Base64Url.TryDecodeFromChars(kept, bytes, out var length) && length > Magic + Id
            ? $"key-{new Guid(bytes.AsSpan(Magic, Id)):D}"
            : null;
    }

    /// <summary>Keys in memory.</summary>
    private sealed class Held(List<XElement> keys) : IXmlRepository
    {
        public IReadOnlyCollection<XElement> GetAllElements() => [.. keys.Select(key => new XElement(key))];

        public void StoreElement(XElement element, string friendlyName) => keys.Add(new XElement(element));
    }
}
