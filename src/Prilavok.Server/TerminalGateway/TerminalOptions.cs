using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Prilavok.Core.Terminals;

namespace Prilavok.Server.TerminalGateway;

/// <summary>What terminals may do. Section <c>Prilavok:Terminals</c>.</summary>
public sealed class TerminalOptions
{
    /// <summary>For how long a removed terminal may bring what it closed before, on the owner's clock. Zero is not at all. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan BringsAfterRemoval { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a pairing code works, on the owner's clock. Default 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "365.00:00:00")]
    public TimeSpan PairingCode { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>So many wrong pairing codes in a row from one network keep it from pairing for <c>Accounts:LockedFor</c>. Default 20.</summary>
    [Range(1, 100_000)]
    public int WrongCodes { get; set; } = 20;

    /// <summary>So many from all networks together keep everybody from it. Default 1,000.</summary>
    [Range(1, 10_000_000)]
    public int WrongCodesInAll { get; set; } = 1000;

    internal PairingRules Pairing => new(PairingCode, WrongCodes, WrongCodesInAll);
}

[OptionsValidator]
internal sealed partial class TerminalOptionsValidator : IValidateOptions<TerminalOptions>;
