using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Accounts;
using Prilavok.Core.Apps;
using Prilavok.Core.Catalog;
using Prilavok.Core.Documents;
using Prilavok.Core.Installations;
using Prilavok.Core.Owners;

namespace Prilavok.Testing;

/// <summary>Unreadable to the eye and to a search, and reversible.</summary>
public sealed class FakeSecrets : ISecrets
{
    public string Protect(string secret) => "kept:" + Convert.ToHexString(Encoding.UTF8.GetBytes(secret));

    public string Unprotect(string kept) => kept.StartsWith("kept:", StringComparison.Ordinal)
        ? Encoding.UTF8.GetString(Convert.FromHexString(kept["kept:".Length..]))
        : throw new CryptographicException("It is kept under other keys.");
}

/// <summary>Fast, so that tests are.</summary>
public sealed class FakePasswords : IPasswords
{
    public string HashGenerated(string password) => Ids.HashOf(password);

    public Task<string> HashAsync(string password, CancellationToken ct) => Task.FromResult(Ids.HashOf(password));

    public bool IsGenerated(string hash) => false;

    public Task<bool> MatchesAsync(string? hash, string password, CancellationToken ct) => Task.FromResult(hash == Ids.HashOf(password));
}

/// <summary>Nobody waits.</summary>
public sealed class FakePasswordTurns : IPasswordTurns, IDisposable
{
    public Task<IDisposable?> TakeAsync(string network, CancellationToken ct) => Task.FromResult<IDisposable?>(this);

    public void Dispose()
    {
    }
}

/// <summary>The code is the number of the step.</summary>
public sealed class FakeOneTimeCodes : IOneTimeCodes
{
    public static string CodeAt(DateTimeOffset now) => StepAt(now).ToString(CultureInfo.InvariantCulture);

    public string NewSecret() => Ids.NewToken("");

    public long? StepOf(string secret, string code, DateTimeOffset now) =>
        long.TryParse(code, CultureInfo.InvariantCulture, out var step) && Math.Abs(step - StepAt(now)) <= 1 ? step : null;

    private static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / 30;
}

/// <summary>Reads the stock changes that <see cref="Sales"/> writes.</summary>
public sealed class FakeMovementReader : IMovementReader
{
    public IReadOnlyCollection<string> Types => ["SELL", "PAYBACK", "ACCEPT"];

    public StockMovement Read(ReadOnlyMemory<byte> content)
    {
        using var json = JsonDocument.Parse(content);
        return new StockMovement
        {
            Changes = [.. json.RootElement.GetProperty("changes").EnumerateObject().Select(
                change => new QuantityChange(change.Name, change.Value.GetInt64()))],
            Counted = json.RootElement.TryGetProperty("counted", out var counted)
                ? [.. counted.EnumerateObject().Select(one => new CountedQuantity(one.Name, one.Value.GetInt64()))]
                : [],
            IsComplete = json.RootElement.TryGetProperty("complete", out var complete) && complete.GetBoolean(),
        };
    }
}

/// <summary>The hash that <see cref="Sales"/> writes.</summary>
public sealed class FakeDocumentHash : IDocumentHash
{
    public ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> content) => SHA256.HashData(content.Span);
}

/// <summary>Services that know no goods.</summary>
public sealed class FakeCommodities : ICommodityServices
{
    public Task<CommodityAnswer> AskAsync(Owner owner, App app, Installation installation, CommodityQuestion question, CancellationToken ct) =>
        Task.FromResult(new CommodityAnswer(null, null));
}

/// <summary>A service that lets everybody in, or does what it is told.</summary>
public sealed class FakePartner : IPartner
{
    public SignInOutcome Answer { get; set; } = new SignInOutcome.SignedIn("user-token", PartnerBills: false);

    public Task<SignInOutcome> SignInAsync(
        App app, string ownerId, SignInMode mode, IReadOnlyDictionary<string, string> form, CancellationToken ct) =>
        Task.FromResult(Answer);
}
