using Prilavok.Core;
using Prilavok.Core.Employees;
using Prilavok.Core.Log;
using ISession = Prilavok.Core.ISession;

namespace Prilavok.Server.Rendering;

/// <summary>What people were called, as the owner's log has it: a slip names who printed it, and keeps the name whatever becomes of him.</summary>
internal sealed class NamesThen
{
    private const int Chunk = 1000;

    private readonly Dictionary<string, List<(DateTimeOffset From, string Name)>> _names = new(StringComparer.Ordinal);

    public static async Task<NamesThen> ReadAsync(ISession session, IEventLog log, string ownerId)
    {
        var names = new NamesThen();
        var after = 0L;
        IReadOnlyList<Event> events;
        do
        {
            events = await log.ReadAsync(session, ownerId, after, EventKind.Employee, Chunk);
            foreach (var e in events)
            {
                names.Add(e);
                after = e.Seq;
            }
        }
        while (events.Count == Chunk);

        return names;
    }

    /// <returns>The name at that time; of somebody who came later the first one. Null of somebody the owner has never known.</returns>
    public string? Of(string employeeId, DateTimeOffset at)
    {
        if (!_names.TryGetValue(Ids.Key(employeeId), out var known))
        {
            return null;
        }

        var last = known.FindLastIndex(name => name.From <= at);
        return known[Math.Max(last, 0)].Name;
    }

    private void Add(Event e)
    {
        if (e.Fact is not EmployeeFact { Employee: var person })
        {
            return;
        }

        var key = Ids.Key(person.Id);
        if (!_names.TryGetValue(key, out var known))
        {
            _names[key] = known = [];
        }

        known.Add((e.At, NameOf(person)));
    }

    private static string NameOf(Employee person) =>
        string.Join(' ', new[] { person.LastName, person.Name, person.PatronymicName }.Where(part => !string.IsNullOrEmpty(part)));
}
