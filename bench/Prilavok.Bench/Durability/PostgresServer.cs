using System.Diagnostics;
using Dapper;
using Npgsql;

namespace Prilavok.Bench.Durability;

/// <summary>A PostgreSQL of this run alone, so that it may be taken away.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder;
    private string _connection = "";

    private PostgresServer(string folder) => _folder = folder;

    public static async Task<PostgresServer> StartAsync(CancellationToken ct)
    {
        var server = new PostgresServer(Path.Combine(Path.GetTempPath(), $"prilavok-durability-postgres-{Environment.ProcessId}"));
        var said = await server.RunAsync("start", ct);
        server._connection = said[(said.IndexOf('\'', StringComparison.Ordinal) + 1)..said.LastIndexOf('\'')];
        return server;
    }

    /// <returns>Connection string of a new database.</returns>
    public async Task<string> AddDatabaseAsync(string name, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(_connection + ";Pooling=false");
        await connection.OpenAsync(ct);
#pragma warning disable CA2100 // A name of this program.
        await connection.ExecuteAsync($"CREATE DATABASE {name}");
#pragma warning restore CA2100
        return new NpgsqlConnectionStringBuilder(_connection) { Database = name }.ToString();
    }

    public Task DownAsync(CancellationToken ct) => RunAsync("down", ct);

    public Task UpAsync(CancellationToken ct) => RunAsync("up", ct);

    public async ValueTask DisposeAsync() => await RunAsync("stop", CancellationToken.None);

    private async Task<string> RunAsync(string verb, CancellationToken ct)
    {
        var info = new ProcessStartInfo(Path.Combine(RepositoryRoot(), "eng", "postgres.sh"), [verb]) { RedirectStandardOutput = true, UseShellExecute = false };
        info.Environment["PRILAVOK_POSTGRES_FOLDER"] = _folder;
        using var process = Process.Start(info) ?? throw new InvalidOperationException("eng/postgres.sh did not start.");

        // Not to the end of the stream: the database itself holds it open.
        var said = verb == "start" ? await process.StandardOutput.ReadLineAsync(ct) : "";
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0 ? said ?? "" : throw new InvalidOperationException($"eng/postgres.sh {verb} ended with {process.ExitCode}.");
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Prilavok.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The runner must stand in a clone of the repository.");
        }

        return folder.FullName;
    }
}
