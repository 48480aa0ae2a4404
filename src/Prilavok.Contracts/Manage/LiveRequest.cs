namespace Prilavok.Contracts.Manage;

/// <param name="Headers">The token is masked.</param>
/// <param name="Length">Bytes of the body.</param>
/// <param name="Body">Its first 64 kilobytes; of one that brings an owner's token only …</param>
public sealed record SentRequest(string Method, string Url, IReadOnlyDictionary<string, string> Headers, int Length, string Body);

/// <summary>A request that the app's service would get.</summary>
/// <param name="Id">Names it in the path of the answer.</param>
/// <param name="Url">Where it would go.</param>
/// <param name="Path">The path and query of that.</param>
public sealed record LiveRequest(
    string Id, string OwnerId, string Method, string Url, string Path, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>What is said to it.</summary>
/// <param name="Status">200 to 599.</param>
/// <param name="Body">At most 262,144 characters.</param>
public sealed record LiveAnswer(int Status, [MayBeNull] IReadOnlyDictionary<string, string>? Headers = null, [MayBeNull] string? Body = null);
