using Prilavok.Contracts.Manage;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Administration;

/// <summary>What administrators do with the server itself.</summary>
internal static class KeyOperations
{
    private const string Chapter = "Keys of the server";

    public static IEnumerable<Operation> All { get; } = ((IEnumerable<Operation>)
    [
        new Operation("manage.keys.list", Chapter, "Tells which keys there are and whether they open what is kept").Answers200<ServerKeys>(),
        new Operation("manage.keys.rotate", Chapter, "Changes the master key and makes a new data key")
            .With("Other servers on the database go on, and start with the former master key or the new one until the change is finished. 409 where "
                + "the new master key must be given, or has been in use.")
            .Takes<KeyChange>().Answers200<ServerKeys>().Refuses(StatusCodes.Status409Conflict),
        new Operation("manage.keys.finish", Chapter, "Ends the change: former master keys open nothing any more")
            .With("409 where this server itself was started with a former one.").Answers200<ServerKeys>().Refuses(StatusCodes.Status409Conflict),
        new Operation("manage.backup", "Accounts: administration", "Answers with a backup of the whole database")
            .With("What prilavok backup keeps: the database as it is at this moment, and behind it what it holds and a hash. Only where the database "
                + "is SQLite: PostgreSQL has tools of its own.")
            .Answers200<Stream>(BackupEndpoint.MediaType).Refuses(StatusCodes.Status503ServiceUnavailable),
    ]).Select(operation => operation.For("administrators").Refuses(StatusCodes.Status403Forbidden));
}
