using System.Net.Http.Headers;
using Prilavok.Server.Tests.Kit;
using Prilavok.Testing;
using SkiaSharp;
using Xunit;

namespace Prilavok.Server.Tests.Api.Catalog;

public abstract class ProductImageTests<TStore> : CatalogueTests<TStore>
    where TStore : StoreFixture, new()
{
    private const int Largest = 5_242_800;

    [Fact]
    public async Task An_image_is_uploaded_shown_to_everybody_who_knows_its_address_and_removed()
    {
        var images = await OfProductAsync();
        var png = Png(300, 300);

        var image = (await UploadAsync(images, png)).Expect(200).Json;

        Assert.Equal(png.Length, (int)image["meta"]!["file_size"]!);
        Assert.Equal(image.Text(), (await App.GetAsync($"{images}/{((string)image["id"]!).ToUpperInvariant()}")).Expect(200).Text);
        Assert.Equal("{\"items\":[" + image.Text() + "],\"paging\":{}}", (await App.GetAsync(images)).Expect(200).Text);
        var shown = (await Anybody.GetAsync((string)image["url"]!)).Expect(200);
        Assert.Equal(png, shown.Bytes);
        Assert.Equal("image/png", shown.ContentHeaders.ContentType!.ToString());
        Assert.Equal("public, max-age=31536000, immutable", shown.Header("Cache-Control"));
        (await Anybody.SendAsync(HttpMethod.Get, (string)image["url"]!, null, ("If-None-Match", shown.Header("ETag")!))).Expect(304);
        (await Anybody.SendAsync(HttpMethod.Get, (string)image["url"]!, null, ("Accept", "image/png"))).Expect(200);
        Assert.Empty((await Anybody.SendAsync(HttpMethod.Head, (string)image["url"]!)).Expect(200).Bytes);

        (await App.DeleteAsync($"{images}/{image["id"]}")).Expect(204);
        (await App.DeleteAsync($"{images}/{image["id"]}")).Expect(404);
        (await App.GetAsync($"{images}/{image["id"]}")).Expect(404);
        (await Anybody.GetAsync((string)image["url"]!)).Expect(404);
        Assert.Equal("""{"items":[],"paging":{}}""", (await App.GetAsync(images)).Expect(200).Text);
    }

    [Fact]
    public async Task Images_stand_in_their_product_for_who_may_see_them_and_go_with_it()
    {
        var images = await OfProductAsync();
        var product = images[..images.LastIndexOf('/')];
        var blind = await AppWithAsync("product:read");
        (await App.GetAsync(Products)).Expect(200);
        var image = (await UploadAsync(images, Png(300, 300))).Expect(200).Json;

        Assert.Equal($"[{image.Text()}]", (await App.GetAsync(product)).Expect(200).Json["images"]!.Text());
        Assert.Equal($"[{image.Text()}]", (await App.GetAsync(Products)).Expect(200).Json["items"]![0]!["images"]!.Text());
        Assert.Null((await blind.GetAsync(product)).Expect(200).Json["images"]);
        var done = await DoneAsync(HttpMethod.Put, Products, (await App.GetAsync(product)).Json);
        Assert.Equal($"[{image.Text()}]", done["details"]![0]!["images"]!.Text());

        (await App.DeleteAsync(product)).Expect(204);
        (await Anybody.GetAsync((string)image["url"]!)).Expect(404);
        (await App.GetAsync(images)).Expect(404);
    }

    [Fact]
    public async Task A_product_has_one_image_and_all_of_them_can_be_removed()
    {
        var images = await OfProductAsync();
        (await UploadAsync(images, Png(300, 300))).Expect(200);
        await RefusedAsync(images, Png(300, 300), "the product has an image already");

        (await App.DeleteAsync(images)).Expect(204);
        (await UploadAsync(images, Png(300, 300))).Expect(200);
        (await UploadAsync($"{Products}/{Uuid()}/images", Png(300, 300))).Expect(404);
        (await App.DeleteAsync($"{Products}/{Uuid()}/images")).Expect(404);
    }

    [Fact]
    public async Task Only_a_whole_png_of_the_right_size_is_taken()
    {
        var images = await OfProductAsync();
        var png = Png(300, 300);

        await RefusedAsync(images, Png(299, 300), "must be 300 by 300 pixels");
        await RefusedAsync(images, Png(3000, 3000), "must be 300 by 300 pixels");
        await RefusedAsync(images, Drawn(300, 300, SKEncodedImageFormat.Jpeg), "must be a PNG image");
        await RefusedAsync(images, png[..(png.Length / 2)], "must be a PNG image");
        await RefusedAsync(images, "not a picture"u8.ToArray(), "must be a PNG image");
        await RefusedAsync(images, [], "must not be null");
        await RefusedAsync(images, png, "must not be null", part: "file");
        await RefusedAsync(images, [.. png, .. new byte[Largest + 1 - png.Length]], $"size must be between 1 and {Largest}");
        Assert.Empty(await IdsAsync(images));

        (await UploadAsync(images, [.. png, .. new byte[Largest - png.Length]])).Expect(200);
    }

    [Fact]
    public async Task What_is_no_form_is_told_so()
    {
        var images = await OfProductAsync();
        (await App.PostAsync(images, new { datafile = 1 })).Expect(415);
        (await App.SendAsync(HttpMethod.Post, images)).Expect(415);
        (await App.SendAsync(HttpMethod.Post, images, Raw("multipart/form-data", ""))).Expect(415);
        (await App.SendAsync(HttpMethod.Post, images, Raw("multipart/form-data; boundary=x", ""))).Expect(400);
        (await App.SendAsync(HttpMethod.Post, images, Raw("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"datafile\"\r\n\r\nhalf"))).Expect(400);
        (await App.SendAsync(HttpMethod.Post, images, Raw("multipart/form-data; boundary=x", new string('y', 100_000)))).Expect(400);

        static ByteArrayContent Raw(string type, string text)
        {
            var content = new ByteArrayContent(System.Text.Encoding.ASCII.GetBytes(text));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            return content;
        }
    }

    private async Task<string> OfProductAsync()
    {
        var id = Uuid();
        (await PutAsync($"{Products}/{id}", Product())).Expect(200);
        return $"{Products}/{id}/images";
    }

    private async Task RefusedAsync(string images, byte[] file, string reason, string part = "datafile")
    {
        var error = (await UploadAsync(images, file, part)).Expect(400).Json;
        Assert.Equal(("datafile", reason), ((string)error["violations"]![0]!["subject"]!, (string)error["violations"]![0]!["reason"]!));
    }

    private async Task<Answer> UploadAsync(string images, byte[] file, string part = "datafile")
    {
        using var form = new MultipartFormDataContent();
        using var content = new ByteArrayContent(file);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var before = new StringContent("other parts are passed over");
        form.Add(before, "comment");
        form.Add(content, part, "tea.png");
        return await App.SendAsync(HttpMethod.Post, images, form);
    }

    private static byte[] Png(int width, int height) => Drawn(width, height, SKEncodedImageFormat.Png);

    private static byte[] Drawn(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.DarkOrange);
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }
}

public sealed class SqliteProductImageTests : ProductImageTests<SqliteFixture>;

public sealed class PostgreSqlProductImageTests : ProductImageTests<PostgreSqlFixture>;
