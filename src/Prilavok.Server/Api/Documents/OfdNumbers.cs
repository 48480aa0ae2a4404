using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Prilavok.Core;

namespace Prilavok.Server.Api.Documents;

/// <summary>
/// The numbers under which the fiscal data operator knows stores and devices. Made of the id alone: they stay whatever else
/// an owner adds or removes, and are the same in every node.
/// </summary>
internal static class OfdNumbers
{
    /// <summary>Fifteen digits: exact in a double, and too many for two ids of one owner to meet.</summary>
    private const ulong Most = 999_999_999_999_999;

    /// <summary>Above every store; no store has it.</summary>
    public const long Root = 0;

    public static long Of(string id) =>
        1 + (long)(BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(Ids.Key(id)))) % Most);
}
