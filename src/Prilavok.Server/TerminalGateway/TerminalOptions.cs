using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Prilavok.Server.TerminalGateway;

/// <summary>What terminals may do. Section <c>Prilavok:Terminals</c>.</summary>
public sealed class TerminalOptions
{
    /// <summary>For how long a removed terminal may bring what it closed before, on the owner's clock. Zero is not at all. Default 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan BringsAfterRemoval { get; set; } = TimeSpan.FromDays(30);
}

[OptionsValidator]
internal sealed partial class TerminalOptionsValidator : IValidateOptions<TerminalOptions>;
