namespace Prilavok.Core.Delivery;

/// <summary>A request on its way to whoever stands in.</summary>
/// <param name="Body">Text as it would go over the wire; what services are sent is JSON, or nothing.</param>
public sealed record ForwardedRequest(
    string OwnerId, string Id, string AppId, string StreamId, string Method, string Url, IReadOnlyList<ForwardedHeader> Headers, string Body);

public sealed record ForwardedHeader(string Name, string Value);

/// <summary>What whoever stands in says to it.</summary>
public sealed record ForwardedAnswer(int Status, IReadOnlyList<ForwardedHeader> Headers, string Body);
