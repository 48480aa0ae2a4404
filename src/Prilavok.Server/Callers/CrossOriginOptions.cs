using Microsoft.Extensions.Options;

namespace Prilavok.Server.Callers;

/// <summary>Which pages of other origins call REST v1 and v2 from a browser. Section <c>Prilavok:Cors</c>.</summary>
public sealed class CrossOriginOptions
{
    /// <summary>
    /// Origins such as <c>https://shop.example</c>, separated by semicolons, or <c>*</c> for any. They call with a token, never with a cookie,
    /// and nothing but REST v1 and v2. Default none; where the sandbox is served, any.
    /// </summary>
    public string Origins { get; set; } = "";

    internal string[] All =>
        [.. Origins.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(origin => origin.TrimEnd('/'))];
}

internal sealed class CrossOriginValidator : IValidateOptions<CrossOriginOptions>
{
    public ValidateOptionsResult Validate(string? name, CrossOriginOptions options) =>
        Array.Find(options.All, origin => origin != "*" && !IsOrigin(origin)) is { } wrong
            ? ValidateOptionsResult.Fail($"Prilavok:Cors:Origins holds {wrong}: it must be origins as https://shop.example or http://localhost:4200, "
                + $"without a path, separated by semicolons.")
            : ValidateOptionsResult.Success;

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped).Equals(text, StringComparison.OrdinalIgnoreCase);
}
