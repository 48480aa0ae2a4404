using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Core.Log;

namespace Prilavok.Server.Delivery;

/// <summary>A stretch of an owner's log that a channel tells, or has yet to tell.</summary>
internal readonly record struct Stretch(string OwnerId, Channel Channel, long First, long Last)
{
    public static Stretch Of(LaneKey lane, Attempt attempt) => new(lane.OwnerId, lane.Channel, attempt.FirstSeq, attempt.LastSeq);

    public static Stretch Of(DeadLetter dead) => new(dead.Lane.OwnerId, dead.Lane.Channel, dead.FirstSeq, dead.LastSeq);

    /// <summary>What a lane has yet to tell; empty of one that is idle.</summary>
    public static Stretch Of(LaneState lane) => lane is { DueAt: null, Paused: false }
        ? new(lane.Key.OwnerId, lane.Key.Channel, lane.Head + 1, lane.Head)
        : new(lane.Key.OwnerId, lane.Key.Channel, lane.Cursor + 1, lane.Key.Parked == 0 ? lane.Head : lane.Key.Parked);
}

/// <summary>The events of a stretch that are told.</summary>
/// <param name="IsWhole">False where there are more, or may be.</param>
internal sealed record Subjects(IReadOnlyList<Event> Events, bool IsWhole)
{
    public static Subjects None { get; } = new([], IsWhole: true);
}

/// <summary>
/// What deliveries are about. It is read from the log when somebody asks, so that nothing is written about it while they are sent.
/// </summary>
internal sealed class DeliverySubjects(IStorage storage, IEventLog log, Packer packer)
{
    /// <summary>Events named of one delivery: as many as go together.</summary>
    public const int MostOfOne = 100;

    /// <summary>Events named in one answer.</summary>
    private const int MostInAll = 5000;

    /// <summary>Even of a thousand deliveries some are named of each.</summary>
    private const int LeastOfOne = 5;

    private const int AtATime = 50;

    /// <summary>Events looked at for one stretch, whether they are told or not.</summary>
    private const int MostLooked = 1000;

    public static int MostOfEach(int stretches) => Math.Clamp(MostInAll / Math.Max(stretches, 1), LeastOfOne, MostOfOne);

    /// <param name="most">Events of each.</param>
    public Task<IReadOnlyDictionary<Stretch, Subjects>> FindAsync(string appId, IEnumerable<Stretch> stretches, int most, CancellationToken ct) =>
        storage.ReadAsync<IReadOnlyDictionary<Stretch, Subjects>>(
            async s =>
            {
                var found = new Dictionary<Stretch, Subjects>();
                foreach (var of in stretches.Distinct().GroupBy(stretch => (stretch.OwnerId, Kind: Channels.KindOf(stretch.Channel))))
                {
                    var window = new Window(s, log, of.Key.OwnerId, of.Key.Kind, Math.Min(AtATime, most + 1));
                    foreach (var stretch in of.OrderBy(stretch => stretch.First).ThenBy(stretch => stretch.Last))
                    {
                        found[stretch] = await FindAsync(window, appId, stretch, most);
                    }
                }

                return found;
            },
            ct);

    private async Task<Subjects> FindAsync(Window window, string appId, Stretch stretch, int most)
    {
        window.MoveTo(stretch.First);
        var looked = 0;
        while (true)
        {
            var told = window.Events.TakeWhile(e => e.Seq <= stretch.Last).Where(e => packer.Concerns(stretch.Channel, appId, e)).Take(most + 1)
                .ToList();
            if (told.Count > most)
            {
                return new Subjects(told[..most], IsWhole: false);
            }

            if (window.Covers(stretch.Last) || looked >= MostLooked)
            {
                return new Subjects(told, window.Covers(stretch.Last));
            }

            looked += await window.ReadOnAsync();
        }
    }

    /// <summary>Moves forward over the events of one kind: stretches that lie side by side are read together.</summary>
    private sealed class Window(Core.ISession session, IEventLog log, string ownerId, EventKind kind, int atATime)
    {
        private readonly List<Event> _events = [];
        private long _end;

        public IReadOnlyList<Event> Events => _events;

        public bool Covers(long seq) => _end >= seq;

        public void MoveTo(long first)
        {
            _events.RemoveAll(e => e.Seq < first);
            if (_end < first - 1)
            {
                _events.Clear();
                _end = first - 1;
            }
        }

        /// <returns>How many more there are.</returns>
        public async Task<int> ReadOnAsync()
        {
            var page = await log.ReadAsync(session, ownerId, _end, kind, atATime);
            _events.AddRange(page);
            _end = page.Count < atATime ? long.MaxValue : page[^1].Seq;
            return page.Count;
        }
    }
}
