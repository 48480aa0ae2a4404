using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Prilavok.Core;

namespace Prilavok.Server.Hosting;

/// <summary>ASP.NET Core Identity's hashes. A generated password has no dictionary to be guessed from, so few rounds do.</summary>
internal sealed class IdentityPasswords : IPasswords
{
    private readonly PasswordHasher<object> _slow = new(Options.Create(new PasswordHasherOptions { IterationCount = 210_000 }));
    private readonly PasswordHasher<object> _fast = new(Options.Create(new PasswordHasherOptions { IterationCount = 1_000 }));

    private readonly Lazy<string> _nobodys;

    public IdentityPasswords() => _nobodys = new Lazy<string>(() => Hash(Ids.NewToken(""), isGenerated: false));

    public string Hash(string password, bool isGenerated) => (isGenerated ? _fast : _slow).HashPassword(this, password);

    public bool Matches(string? hash, string password) =>
        _fast.VerifyHashedPassword(this, hash ?? _nobodys.Value, password) != PasswordVerificationResult.Failed && hash is not null;
}
