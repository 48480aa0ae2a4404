using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.Manage;

/// <summary>A log-in that is not over.</summary>
/// <param name="Kind">refresh is one that goes on by refresh tokens of /oauth/token; its access tokens end with it.</param>
/// <param name="Agent">What the program called itself that came in.</param>
/// <param name="ExpiresAt">Null goes on until it is ended.</param>
/// <param name="Current">True of the one that asks.</param>
public sealed record PersonSession(
    string Id, [AllowedValues("session", "refresh")] string Kind, string? Agent, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, bool Current);

/// <summary>The person is who it is.</summary>
/// <param name="Code">Where there is a second factor.</param>
public sealed record PersonProof(string Password, string? Code = null);
