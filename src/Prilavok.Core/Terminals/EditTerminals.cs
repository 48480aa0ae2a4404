using Prilavok.Core.Log;
using Prilavok.Core.Stores;

namespace Prilavok.Core.Terminals;

public abstract record TerminalOutcome
{
    private TerminalOutcome()
    {
    }

    /// <param name="Code">The pairing code, where one was made: it is shown once and kept only as a hash.</param>
    public sealed record Saved(Terminal Terminal, string? Code) : TerminalOutcome;

    public sealed record Unknown : TerminalOutcome;

    public sealed record StoreUnknown : TerminalOutcome;
}

/// <summary>What the owner's account does with terminals.</summary>
public sealed class EditTerminals(
    IStorage storage, ITerminals terminals, IStores stores, IEventLog log, OwnerCaches caches, PairingRules pairing, Ids ids)
{
    public Task<TerminalOutcome> CreateAsync(
        string ownerId, Source source, string name, string storeId, TimeSpan timezoneOffset, CancellationToken ct) =>
        CreateAsync(ownerId, source, new Terminal("", name, storeId, timezoneOffset, null, default, default), ct);

    /// <param name="draft">What is known of it; id, code and times are given here.</param>
    public Task<TerminalOutcome> CreateAsync(string ownerId, Source source, Terminal draft, CancellationToken ct) =>
        storage.WriteAsync<TerminalOutcome>(
            ownerId,
            async work =>
            {
                var code = Ids.NewCode();
                var terminal = WithCode(draft, code, work.Now) with { Id = ids.NewGuid(), CreatedAt = work.Now, UpdatedAt = work.Now };
                return await SaveAsync(work, source, EventAction.Created, terminal) is TerminalOutcome.Saved saved
                    ? saved with { Code = code }
                    : new TerminalOutcome.StoreUnknown();
            },
            ct);

    public Task<TerminalOutcome> ChangeAsync(
        string ownerId, Source source, string id, Func<Terminal, Terminal> change, CancellationToken ct) =>
        storage.WriteAsync<TerminalOutcome>(
            ownerId,
            async work =>
            {
                if (await terminals.FindAsync(work, ownerId, id) is not { } current)
                {
                    return new TerminalOutcome.Unknown();
                }

                return await SaveAsync(work, source, EventAction.Updated, change(current) with { UpdatedAt = work.Now });
            },
            ct);

    /// <summary>Makes a new pairing code; the former one stops working.</summary>
    public Task<TerminalOutcome> NewCodeAsync(string ownerId, string id, CancellationToken ct) =>
        storage.WriteAsync<TerminalOutcome>(
            ownerId,
            async work =>
            {
                if (await terminals.FindAsync(work, ownerId, id) is not { } terminal)
                {
                    return new TerminalOutcome.Unknown();
                }

                var code = Ids.NewCode();
                var coded = WithCode(terminal, code, work.Now);
                await terminals.SaveAsync(work, coded);
                return new TerminalOutcome.Saved(coded, code);
            },
            ct);

    /// <summary>Its token stays: what it closed until now, it may still bring for a while.</summary>
    public Task<RemoveOutcome> RemoveAsync(string ownerId, Source source, string id, CancellationToken ct) =>
        storage.WriteAsync(
            ownerId,
            async work =>
            {
                if (await terminals.FindAsync(work, ownerId, id) is not { } terminal)
                {
                    return RemoveOutcome.Unknown;
                }

                work.AfterCommit(() => caches.Forget(ownerId)); // Before the bell: whoever waits under its token is asked for it again.
                await terminals.RemoveAsync(work, terminal.Id);
                await AppendAsync(work, source, EventAction.Removed, terminal);
                return RemoveOutcome.Removed;
            },
            ct);

    private Terminal WithCode(Terminal terminal, string code, DateTimeOffset now) =>
        terminal with
        {
            PairingCodeHash = Ids.HashOf(code),
            PairingCodeUntil = now < DateTimeOffset.MaxValue - pairing.Life ? now + pairing.Life : DateTimeOffset.MaxValue,
        };

    private async Task<TerminalOutcome> SaveAsync(IOwnerWork work, Source source, EventAction action, Terminal terminal)
    {
        if (await stores.FindAsync(work, work.OwnerId, terminal.StoreId) is not { } store)
        {
            return new TerminalOutcome.StoreUnknown();
        }

        var saved = terminal with { StoreId = store.Id };
        await terminals.SaveAsync(work, saved);
        await AppendAsync(work, source, action, saved);
        work.AfterCommit(() => caches.Forget(work.OwnerId));
        return new TerminalOutcome.Saved(saved, null);
    }

    private Task AppendAsync(IOwnerWork work, Source source, EventAction action, Terminal terminal) =>
        log.AppendAsync(
            work, source, [new NewEvent(EventKind.Device, action, terminal.Id, terminal.StoreId, new DeviceFact(terminal))]);
}
