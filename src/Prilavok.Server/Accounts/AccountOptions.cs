using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Prilavok.Core.Accounts;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Accounts;

/// <summary>Who may open an account.</summary>
public enum RegistrationMode
{
    /// <summary>Open to callers on this machine where there is a sandbox, closed to everybody else.</summary>
    Auto,

    Open,
    Closed,
}

/// <summary>Accounts of people. Section <c>Prilavok:Accounts</c>.</summary>
public sealed class AccountOptions
{
    /// <summary>
    /// Who may open an account: <c>Auto</c> (callers on this machine, where there is a sandbox), <c>Open</c> or <c>Closed</c>. Default
    /// <c>Auto</c>.
    /// </summary>
    public RegistrationMode Registration { get; set; }

    /// <summary>What a password must have. Defaults: 8 characters, a digit, an upper- and a lower-case letter, and one that is neither.</summary>
    public PasswordOptions Password { get; set; } = new() { RequiredLength = 8 };

    /// <summary>How long a log-in lasts. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan Session { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Sessions one person has open at a time; one more ends the oldest. Default 100.</summary>
    [Range(1, 10_000)]
    public int MostSessions { get; set; } = 100;

    /// <summary>So many wrong passwords or codes in a row from one network lock a login there. Default 5.</summary>
    [Range(1, 1000)]
    public int MostFailures { get; set; } = 5;

    /// <summary>
    /// So many from all networks together lock a login for everybody who brings no session and no cookie of an earlier log-in. Default 100.
    /// </summary>
    [Range(1, 100_000)]
    public int MostFailuresInAll { get; set; } = 100;

    /// <summary>How long a login stays locked, and a network in which too many pairing codes were wrong. Default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LockedFor { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a code for a new password works. Default 30 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan ResetCode { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Where messages to people are handed over, by POST. Default none: then only an administrator gives out codes.</summary>
    [ServiceAddress]
    public string? MessagesUrl { get; set; }

    /// <summary>Whole Authorization header for <see cref="MessagesUrl"/>. Default none.</summary>
    public string? MessagesAuthorization { get; set; }

    /// <summary>Name of this cloud in the app that shows a person's codes. Default Prilavok.</summary>
    [Required]
    public string Issuer { get; set; } = "Prilavok";

    /// <summary>Threads that hash passwords, which is slow on purpose. Default half of the cores, at least 1.</summary>
    [Range(1, 64)]
    public int Hashers { get; set; } = Math.Clamp(Environment.ProcessorCount / 2, 1, 64);

    internal AccountRules Rules => new(Session, MostFailures, LockedFor, ResetCode)
    {
        MostFailuresInAll = MostFailuresInAll,
        MostSessions = MostSessions,
    };
}

[OptionsValidator]
internal sealed partial class AccountOptionsValidator : IValidateOptions<AccountOptions>;
