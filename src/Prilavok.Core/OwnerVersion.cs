using System.Runtime.CompilerServices;

namespace Prilavok.Core;

/// <summary>The state of an owner as an <see cref="OwnerMemory{TKey, TValue}"/> knew it at one moment.</summary>
public readonly struct OwnerVersion
{
    private readonly object _memory;
    private readonly StrongBox<long> _changes;
    private readonly long _number;

    internal OwnerVersion(object memory, StrongBox<long> changes)
    {
        _memory = memory;
        _changes = changes;
        _number = Volatile.Read(ref changes.Value);
    }

    /// <summary>False from the next change of the owner on.</summary>
    internal bool IsCurrent => Volatile.Read(ref _changes.Value) == _number;

    internal bool IsOf(object memory) => ReferenceEquals(_memory, memory);
}
