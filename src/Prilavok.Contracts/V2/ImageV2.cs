namespace Prilavok.Contracts.V2;

/// <summary>A picture of a product.</summary>
/// <param name="UserId">The owner.</param>
/// <param name="Url">Where the picture itself is, open to whoever knows it.</param>
public sealed record ImageV2(
    string Id, string ProductId, string StoreId, string UserId, string Url, ImageMetaV2 Meta, string CreatedAt, string UpdatedAt);

/// <summary>What a picture is like.</summary>
/// <param name="FileSize">Bytes.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record ImageMetaV2(string Extension, long FileSize, int Width, int Height);

/// <summary>A picture to be kept.</summary>
/// <param name="Datafile">A PNG of 300 × 300 pixels.</param>
public sealed record NewImageV2(Stream Datafile);
