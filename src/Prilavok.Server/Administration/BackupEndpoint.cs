using Microsoft.Extensions.Options;
using Prilavok.Core.Access;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Keys;
using Prilavok.Storage;
using Prilavok.Storage.Backups;

namespace Prilavok.Server.Administration;

/// <summary>
/// A backup of everything, for who runs the server. It goes to the caller and is kept nowhere: an administrator from elsewhere cannot name a
/// file of this machine.
/// </summary>
internal sealed class BackupEndpoint(IOptions<StorageOptions> options, KeyRing keys, Guard guard, TimeProvider clock) : IEndpoints, IDisposable
{
    public const string Path = "/manage/v1/backup";

    public const string MediaType = "application/vnd.sqlite3";

    private const string Copies = "backup-*.tmp";

    /// <summary>Each copy takes as much of the disk as the database itself.</summary>
    private readonly SemaphoreSlim _one = new(1);

    private string Folder => options.Value.Data;

    /// <summary>PostgreSQL has tools of its own for it.</summary>
    public void Map(IEndpointRouteBuilder app)
    {
        if (string.IsNullOrEmpty(options.Value.Postgres))
        {
            app.MapGet(Path, guard.Administrator(WriteAsync)).WithName("manage.backup");
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task WriteAsync(HttpContext http, Grant.OfAdministrator administrator)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (http.IsHead())
        {
            Describe(http.Response);
            return;
        }

        await _one.WaitAsync(http.RequestAborted);
        try
        {
            await CopyAsync(http);
        }
        catch (Exception e) when (e is BackupException or IOException && !http.Response.HasStarted)
        {
            await Problem.WriteAsync(http, StatusCodes.Status503ServiceUnavailable, e.Message);
        }
        finally
        {
            _one.Release();
        }
    }

    private Func<string, byte[]>? SealOf(BackupManifest manifest) =>
        BackupSeal.By(keys.Masters.GetValueOrDefault(manifest.MasterKey ?? ""), manifest);

    private static void Describe(HttpResponse response)
    {
        response.ContentType = MediaType;
        response.Headers.ContentDisposition = "attachment; filename=prilavok.backup";
    }

    private async Task CopyAsync(HttpContext http)
    {
        var ct = http.RequestAborted;
        var now = clock.GetUtcNow();
        foreach (var left in Directory.GetFiles(Folder, Copies))
        {
            File.Delete(left); // Of a process that was killed.
        }

        var file = System.IO.Path.Combine(Folder, Copies.Replace("*", Guid.CreateVersion7().ToString("n"), StringComparison.Ordinal));
        try
        {
            await using var copy = new FileStream(file, PrivateFile.New);
            var manifest = await Task.Run(() => SqliteCopy.Make(options.Value.SqliteFile, file, ProgramVersion.Text, now, ct), ct);
            Describe(http.Response);
            await BackupFile.WriteAsync(copy, manifest, SealOf(manifest), http.Response.Body, ct);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
