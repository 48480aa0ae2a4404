using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Prilavok.Server.Sandbox;

/// <summary>How much a sandbox may hold. Section <c>Prilavok:SandboxQuota</c>.</summary>
public sealed class SandboxOptions
{
    /// <summary>Tenants at a time. Default 10,000.</summary>
    [Range(1, int.MaxValue)]
    public int Tenants { get; set; } = 10_000;

    /// <summary>
    /// Events of all tenants together, each some 5 KB on the disk; beyond it no tenant is made and no terminal is triggered. Default 4,000,000.
    /// </summary>
    [Range(1, long.MaxValue)]
    public long Events { get; set; } = 4_000_000;
}

[OptionsValidator]
internal sealed partial class SandboxOptionsValidator : IValidateOptions<SandboxOptions>;
