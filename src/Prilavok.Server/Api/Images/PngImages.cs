using SkiaSharp;

namespace Prilavok.Server.Api.Images;

/// <summary>Looks at pictures that are uploaded for products.</summary>
internal static class PngImages
{
    public const string Extension = "png";

    /// <summary>Bytes.</summary>
    public const int Largest = 5_242_800;

    /// <summary>Pixels in each direction.</summary>
    public const int Side = 300;

    /// <summary>What is wrong with a picture; null when it can be kept. It is decoded whole, once its size is known to be harmless.</summary>
    public static string? FaultOf(ReadOnlySpan<byte> file)
    {
        using var data = SKData.CreateCopy(file);
        using var codec = SKCodec.Create(data);
        if (codec is not { EncodedFormat: SKEncodedImageFormat.Png })
        {
            return "must be a PNG image";
        }

        if (codec.Info is not { Width: Side, Height: Side })
        {
            return $"must be {Side} by {Side} pixels";
        }

        using var pixels = new SKBitmap(codec.Info);
        return codec.GetPixels(pixels.Info, pixels.GetPixels()) == SKCodecResult.Success ? null : "must be a PNG image";
    }
}
