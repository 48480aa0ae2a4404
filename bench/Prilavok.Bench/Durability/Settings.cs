namespace Prilavok.Bench.Durability;

internal enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>How hard a run tries.</summary>
internal sealed record Settings
{
    /// <summary>What this machine cannot do is left out; otherwise it is a failure.</summary>
    public bool IsShort { get; init; }

    /// <summary>Kills for each engine.</summary>
    public int Kills { get; init; } = 200;

    /// <summary>How long the database is away.</summary>
    public TimeSpan Away { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>For how long a lane stays with a dead node of several. The product's default is a minute; here nodes die every second.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(4);

    public int Owners { get; init; } = 4;

    /// <summary>Terminals of each owner.</summary>
    public int Tills { get; init; } = 2;

    /// <summary>Of a terminal between two documents.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Decides when nodes are killed, as far as chance has a say.</summary>
    public int Seed { get; init; } = 20_261_128;
}
