using System.Buffers.Binary;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Prilavok.Core;

namespace Prilavok.Server.Accounts;

/// <summary>ASP.NET Core Identity's hashes. A generated password has no dictionary to be guessed from, so few rounds do.</summary>
internal sealed class IdentityPasswords(HashingThreads threads) : IPasswords
{
    private const int SlowRounds = 210_000;
    private const int FastRounds = 1_000;

    /// <summary>Where the number of rounds stands in a hash: behind its version and its function.</summary>
    private const int RoundsAt = 5;

    private static readonly PasswordHasher<object> Slow = HasherOf(SlowRounds);
    private static readonly PasswordHasher<object> Fast = HasherOf(FastRounds);

    private readonly Lazy<string> _nobodys = new(() => Slow.HashPassword(Slow, Ids.NewToken("")));

    public string HashGenerated(string password) => Fast.HashPassword(Fast, password);

    public Task<string> HashAsync(string password, CancellationToken ct) => threads.RunAsync(() => Slow.HashPassword(Slow, password), ct);

    public bool IsGenerated(string hash)
    {
        Span<byte> head = stackalloc byte[RoundsAt + sizeof(uint)];
        return Convert.TryFromBase64Chars(hash.AsSpan(0, Math.Min(head.Length / 3 * 4, hash.Length)), head, out var length)
            && length == head.Length
            && BinaryPrimitives.ReadUInt32BigEndian(head[RoundsAt..]) <= FastRounds;
    }

    public Task<bool> MatchesAsync(string? hash, string password, CancellationToken ct) => hash is not null && IsGenerated(hash)
        ? Task.FromResult(Verifies(hash, password))
        : threads.RunAsync(() => Verifies(hash ?? _nobodys.Value, password) && hash is not null, ct);

    private static bool Verifies(string hash, string password) =>
        Fast.VerifyHashedPassword(Fast, hash, password) != PasswordVerificationResult.Failed;

    private static PasswordHasher<object> HasherOf(int rounds) => new(Options.Create(new PasswordHasherOptions { IterationCount = rounds }));
}
