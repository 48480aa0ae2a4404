using System.Diagnostics;

namespace Prilavok.Core;

/// <summary>Under which name the server tells of itself. Who listens, and where it goes from there, is not its business.</summary>
public static class Telemetry
{
    /// <summary>Of the meters and of the source of spans.</summary>
    public const string Name = "Prilavok";

    public static ActivitySource Source { get; } = new(Name);
}
