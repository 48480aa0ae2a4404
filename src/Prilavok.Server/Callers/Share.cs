namespace Prilavok.Server.Callers;

/// <summary>Bytes of bodies that are under way, of all callers or of one, up to a bound.</summary>
/// <param name="of">What this is a part of; null is all there is.</param>
internal sealed class Share(long most, Share? of)
{
    private long _taken;

    /// <summary>False where the bound is that of all: then it is not the caller's fault.</summary>
    public bool IsPart => of is not null;

    public long Taken => Volatile.Read(ref _taken);

    /// <summary>What is larger than the bound is taken in when nothing else is under way.</summary>
    /// <param name="full">Which bound was met; null when none was.</param>
    public bool TryTake(long bytes, out Share? full)
    {
        full = null;
        var taken = Interlocked.Add(ref _taken, bytes);
        if (taken > most && taken != bytes)
        {
            full = this;
        }
        else if (of is null || of.TryTake(bytes, out full))
        {
            return true;
        }

        Interlocked.Add(ref _taken, -bytes);
        return false;
    }

    public void GiveBack(long bytes)
    {
        Interlocked.Add(ref _taken, -bytes);
        of?.GiveBack(bytes);
    }
}

/// <summary>More bodies are under way than may be: the call may come again in a moment.</summary>
internal sealed class TooMuchUnderWayException(bool isOwnFault) : Exception("Too many bytes of bodies are under way.")
{
    public bool IsOwnFault => isOwnFault;
}
