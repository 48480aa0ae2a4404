using System.IO.Compression;

namespace Prilavok.Server.Tests.Kit;

/// <summary>Bodies of requests by their size.</summary>
internal static class Bodies
{
    public static byte[] Spaces(int length)
    {
        var spaces = new byte[length];
        spaces.AsSpan().Fill((byte)' ');
        return spaces;
    }

    public static byte[] Gzip(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(body);
        }

        return packed.ToArray();
    }
}
