namespace Prilavok.Core.Owners;

/// <summary>What goes wrong on purpose in a sandbox. The same seed and the same doings give the same mishaps.</summary>
public sealed record Chaos(int Seed, ApiChaos Api, WebhookChaos Webhooks)
{
    public static Chaos None { get; } = new(0, new ApiChaos(0, 0, 0), new WebhookChaos(0, 1, 0, 0));

    /// <summary>Another one each time it is set: calls are counted anew.</summary>
    public string Revision { get; init; } = "";

    /// <summary>A number from 0 up to 1 that depends on nothing but what is said.</summary>
    /// <param name="what">Which decision it is for.</param>
    public double Roll(string what, long number)
    {
        var mixed = (ulong)number * 0x9E3779B97F4A7C15 + (ulong)(uint)Seed;
        foreach (var letter in what)
        {
            mixed = (mixed ^ letter) * 0x100000001B3;
        }

        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return ((mixed ^ (mixed >> 31)) >> 11) / (double)(1UL << 53);
    }
}

/// <summary>Of calls to the REST API.</summary>
/// <param name="Rate429">Share of calls that are one too many.</param>
/// <param name="Rate500">Share of calls that fail.</param>
/// <param name="LatencyMs">Calls wait up to so long.</param>
public sealed record ApiChaos(double Rate429, double Rate500, int LatencyMs);

/// <summary>Of webhooks.</summary>
/// <param name="Duplicate">Share of deliveries that come twice.</param>
/// <param name="ReorderWindow">So many events in a row come in any order; 1 leaves it.</param>
/// <param name="DelayMs">Deliveries wait up to so long.</param>
/// <param name="DropConnection">Share of attempts whose connection breaks, before the request or before its answer.</param>
public sealed record WebhookChaos(double Duplicate, int ReorderWindow, int DelayMs, double DropConnection);
