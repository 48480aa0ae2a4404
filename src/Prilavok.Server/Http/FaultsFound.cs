using System.Text.Json;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Http;

/// <summary>
/// Collects what is wrong with one object of a body. Values of the wrong kind come first and alone: what is required of a value is
/// asked only once all can be read.
/// </summary>
/// <param name="root">The whole body, in which places are counted.</param>
internal sealed class FaultsFound(JsonElement root)
{
    private readonly List<ViolationV2> _violations = [];
    private readonly List<(int Offset, ViolationV2 Violation)> _misformed = [];

    /// <summary>Null when nothing is wrong.</summary>
    public RejectionV2? Rejection
    {
        get
        {
            if (_misformed.Count > 0)
            {
                _misformed.Sort(static (a, b) => a.Offset.CompareTo(b.Offset));
                return new RejectionV2(Places.At(root, _misformed[0].Offset), [.. _misformed.Select(fault => fault.Violation)]);
            }

            return _violations.Count > 0 ? new RejectionV2(null, _violations) : null;
        }
    }

    /// <param name="misformed">The value, when it is of the wrong kind.</param>
    public void Add(string subject, string reason, JsonElement? misformed = null)
    {
        if (misformed is { } value)
        {
            _misformed.Add((Places.OffsetOf(root, value), new ViolationV2(subject, reason)));
        }
        else
        {
            _violations.Add(new ViolationV2(subject, reason));
        }
    }

    /// <summary>Something is required that is not there. A member that is there and wrong is told of already.</summary>
    public void Require(string subject, bool isThere, string reason = "must not be null")
    {
        if (!isThere && !_violations.Any(known => known.Subject == subject) && !_misformed.Any(known => known.Violation.Subject == subject))
        {
            Add(subject, reason);
        }
    }
}
