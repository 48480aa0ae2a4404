using System.Text.Json.Nodes;

namespace Prilavok.Testing;

/// <summary>A request that a <see cref="PartnerService"/> got.</summary>
/// <param name="Path">With its query.</param>
/// <param name="Call">The how manieth of its path, from 1.</param>
public sealed record Received(string Method, string Path, int Call, IReadOnlyDictionary<string, string> Headers, string Body)
{
    private int _answered;
    private bool _isLeft;

    /// <summary>The status it was answered with; 0 as long as it waits.</summary>
    public int Answered
    {
        get => Volatile.Read(ref _answered);
        internal set => Volatile.Write(ref _answered, value);
    }

    /// <summary>The caller still waits for the answer.</summary>
    public bool IsOpen => Answered == 0 && !Volatile.Read(ref _isLeft);

    public JsonNode Json => JsonNode.Parse(Body)!;

    public string WebhookId => Headers["webhook-id"];

    public string? Authorization => Headers.GetValueOrDefault("Authorization");

    internal void Leave() => Volatile.Write(ref _isLeft, true);
}

/// <summary>What a <see cref="PartnerService"/> answers.</summary>
/// <param name="After">It answers when this is done; null answers at once.</param>
/// <param name="Location">Where a redirect leads.</param>
/// <param name="RetryAfter">When to come again.</param>
public sealed record Reply(int Status, string Body = "", Task? After = null, string? Location = null, string? RetryAfter = null)
{
    /// <summary>Sent instead of the text.</summary>
    public byte[]? Bytes { get; init; }

    public string? ContentType { get; init; }

    public string? ContentEncoding { get; init; }

    public static Reply Ok { get; } = new(200);

    /// <summary>Takes the request and stays silent.</summary>
    public static Reply Never { get; } = new(0, After: new TaskCompletionSource().Task);
}
