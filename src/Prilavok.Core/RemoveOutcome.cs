namespace Prilavok.Core;

public enum RemoveOutcome
{
    Removed,

    /// <summary>There is none of this id.</summary>
    Unknown,

    /// <summary>Something else still stands on it.</summary>
    InUse,

    /// <summary>Something remembers it, and nobody said that it shall go all the same.</summary>
    Remembered,

    /// <summary>It belongs to everybody and stays.</summary>
    Preset,
}
