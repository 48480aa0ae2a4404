using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Keys;

namespace Prilavok.Server.Keys;

/// <summary>
/// Opens the keys when the process starts: makes them at the first start, takes over those of a folder, and looks whether they open what is
/// kept.
/// </summary>
internal sealed class OpenKeys(
    IStorage storage, IKeyStore store, IKeptSecrets secrets, KeyRing ring, FindMasterKey find, FolderOfKeys folder, ForgetSecrets forget,
    IOptions<KeyOptions> options)
{
    private const string Forget = "Start once with --forget-secrets to go on without what cannot be opened.";

    /// <summary>Where the master key stands, for whoever starts the server.</summary>
    public string Story { get; private set; } = "";

    /// <exception cref="StartRefusedException">The keys do not open what is in the database.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        var (given, lying) = (find.Find(), folder.Read());
        var (master, rows) = await storage.WriteAsync(work => OpenAsync(work, given, lying), ct);
        ring.Use(master.Key, rows);
        folder.PutAway();
        if (master.IsOurs && rows.Present!.Id != master.Key.Id)
        {
            find.Replace(ring.Masters[rows.Present.Id]); // Another node has changed it, or this one ended before it could write it down.
        }

        if (options.Value.ForgetSecrets)
        {
            await forget.RunAsync(ct);
        }

        Story = master.IsOurs
            ? $"The master key of the secrets is {master.Place}: keep a copy of it apart from the data."
            : "";
    }

    private async Task<(FoundMaster Master, KeyRows Rows)> OpenAsync(
        IWork work, FoundMaster? given, IReadOnlyList<(string Name, string Xml, DateTimeOffset MadeAt)> lying)
    {
        var rows = await store.HoldAsync(work);
        given ??= find.Find(); // A node that shares the folder may have made it meanwhile.
        if (options.Value.ForgetSecrets && !Leads(given, rows))
        {
            await store.RemoveAllAsync(work);
            rows = await store.ReadAsync(work);
        }

        var isFirst = rows.Present is null;
        var master = isFirst ? given ?? find.Make() : given ?? throw Missing(rows.Present!);
        if (isFirst)
        {
            await store.SaveAsync(work, new MasterRow(master.Key.Id, null, null, Now));
            rows = await store.ReadAsync(work);
        }

        var present = KeyRing.RingOf(master.Key, rows).Masters.GetValueOrDefault(rows.Present!.Id) ?? throw Wrong(master, rows.Present);
        foreach (var (name, xml, madeAt) in lying.Where(key => rows.Keys.All(known => known.Id != key.Name)))
        {
            await store.SaveAsync(work, new WrappedKey(name, present.Id, present.Wrap(name, xml), madeAt));
        }

        var opened = KeyRing.RingOf(master.Key, await store.ReadAsync(work));
        foreach (var closed in rows.Canaries.Where(canary => !opened.Opens(canary)))
        {
            await (options.Value.ForgetSecrets ? store.RemoveCanaryAsync(work, closed.Name) : throw Closed(closed));
        }

        if (isFirst && !options.Value.ForgetSecrets && await secrets.SampleAsync(work) is { Count: > 0 } sample
            && !sample.Any(kept => opened.TextOf(kept) is not null))
        {
            throw new StartRefusedException(
                $"The secrets in this database were kept with keys that are not here: put the folder {folder.Path} back as it was when they were "
                    + $"written. {Forget}");
        }

        return (master, await FurnishAsync(work, master, present));
    }

    /// <summary>There is a key to keep secrets with, and a canary under it.</summary>
    private async Task<KeyRows> FurnishAsync(IWork work, FoundMaster master, MasterKey present)
    {
        if (KeyRing.RingOf(master.Key, await store.ReadAsync(work)).Keys.Count == 0)
        {
            var (name, xml) = DataKeys.New(Now);
            await store.SaveAsync(work, new WrappedKey(name, present.Id, present.Wrap(name, xml), Now));
        }

        var rows = await store.ReadAsync(work);
        var opened = KeyRing.RingOf(master.Key, rows);
        if (!rows.Canaries.Any(opened.Opens))
        {
            await store.SaveAsync(work, opened.NewCanary());
        }

        return await store.ReadAsync(work);
    }

    private static bool Leads(FoundMaster? given, KeyRows rows) =>
        given is not null && rows.Present is { } present && KeyRing.RingOf(given.Key, rows).Masters.ContainsKey(present.Id);

    private StartRefusedException Missing(MasterRow present) => new(
        $"The secrets in this database are under the master key {present.Id}, and no master key is given here: set Prilavok:MasterKey "
            + $"(PRILAVOK__MASTERKEY) "
        + $"or Prilavok:MasterKeyFile, or put the file {find.OwnFile} back. {Forget}");

    private static StartRefusedException Wrong(FoundMaster master, MasterRow present) => new(
        $"The master key in {master.Place} is not that of this database: its id is {master.Key.Id}, and the secrets are under {present.Id}. Give the "
            + $"right one. {Forget}");

    private static StartRefusedException Closed(Canary canary) => new(
        $"The keys in this database do not open what was kept with them: {canary.Name} is missing or damaged. Restore the database whole. {Forget}");

    /// <summary>Keys are of use by the clock of the machine, which is the one that their framework goes by.</summary>
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();
}
