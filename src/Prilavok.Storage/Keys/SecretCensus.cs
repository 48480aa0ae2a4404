using System.Text.Json;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Keys;
using Prilavok.Storage.Apps;

namespace Prilavok.Storage.Keys;

/// <summary>
/// Goes over every column in which a secret is kept. Reads whole tables: for starts at which keys are looked for, not for every day.
/// </summary>
internal sealed class SecretCensus(ISecrets secrets) : IKeptSecrets
{
    public async Task<IReadOnlyList<string>> SampleAsync(ISession session)
    {
        var sql = SqlSession.Of(session);
        var settings = await sql.QueryAsync<byte[]>("SELECT settings FROM app_revisions ORDER BY app_id, number, revision LIMIT 100");
        return
        [
            .. await sql.QueryAsync<string>("SELECT token FROM installations ORDER BY created_at DESC LIMIT 100"),
            .. await sql.QueryAsync<string>("SELECT secret FROM sandbox_secrets LIMIT 100"),
            .. await sql.QueryAsync<string>("SELECT factor_secret FROM accounts WHERE factor_secret IS NOT NULL LIMIT 100"),
            .. settings.Select(kept => KeptSettings.Read(kept, new Unopened())).SelectMany(SecretsOf).Select(secret => secret.Closed!),
        ];
    }

    public async Task<IReadOnlyList<(string OwnerId, string AppId)>> ClosedInstallationsAsync(ISession session)
    {
        var rows = await SqlSession.Of(session).QueryAsync<(string OwnerId, string AppId, string Token, string? UserToken)>(
            "SELECT owner_id, app_id, token, user_token FROM installations ORDER BY owner_id, app_id");
        return [.. rows.Where(row => IsClosed(row.Token) || IsClosed(row.UserToken)).Select(row => (row.OwnerId, row.AppId))];
    }

    public async Task<int> DropClosedAsync(IWork work)
    {
        var sql = SqlSession.Of(work);
        var dropped = await DropSettingsAsync(sql) + await DropHooksAsync(sql);
        foreach (var (ownerId, name, _) in (await sql.QueryAsync<(string OwnerId, string Name, string Secret)>(
            "SELECT owner_id, name, secret FROM sandbox_secrets")).Where(row => IsClosed(row.Secret)))
        {
            dropped += await sql.ExecuteAsync("DELETE FROM sandbox_secrets WHERE owner_id = @ownerId AND name = @name", new { ownerId, name });
        }

        foreach (var (ownerId, id, _) in (await sql.QueryAsync<(string OwnerId, string Id, string Token)>(
            "SELECT owner_id, subscription_id, user_token FROM subscriptions WHERE user_token IS NOT NULL")).Where(row => IsClosed(row.Token)))
        {
            dropped += await sql.ExecuteAsync(
                "UPDATE subscriptions SET user_token = NULL WHERE owner_id = @ownerId AND subscription_id = @id", new { ownerId, id });
        }

        foreach (var (id, _) in (await sql.QueryAsync<(string Id, string Secret)>(
            "SELECT account_id, pending_secret FROM accounts WHERE pending_secret IS NOT NULL")).Where(row => IsClosed(row.Secret)))
        {
            dropped += await sql.ExecuteAsync("UPDATE accounts SET pending_secret = NULL WHERE account_id = @id", new { id });
        }

        foreach (var (ownerId, id, _, _) in (await sql.QueryAsync<(string OwnerId, string Id, string Request, string? Answer)>(
            "SELECT owner_id, request_id, request, answer FROM forwarded")).Where(row => IsClosed(row.Request) || IsClosed(row.Answer)))
        {
            dropped += await sql.ExecuteAsync("DELETE FROM forwarded WHERE owner_id = @ownerId AND request_id = @id", new { ownerId, id });
        }

        return dropped;
    }

    /// <summary>What signs must sign: it gets a new key, which the publisher hands to the receiver.</summary>
    private static AppSettings WithoutClosed(AppSettings settings) => settings with
    {
        ServiceToken = settings.ServiceToken is { IsOpen: true } token ? token : null,
        SigningKeys = settings.SigningKeys is [{ Secret.IsOpen: false }, ..]
            ? [SigningKey.New(settings.SigningScheme)]
            : [.. settings.SigningKeys.Where(key => key.Secret.IsOpen)],
    };

    private static IEnumerable<Secret> SecretsOf(AppSettings settings) =>
        settings.SigningKeys.Select(key => key.Secret).Concat(settings.ServiceToken is { } token ? [token] : []);

    private async Task<int> DropSettingsAsync(SqlSession sql)
    {
        var dropped = 0;
        foreach (var (appId, number, revision, kept) in await sql.QueryAsync<(string AppId, long Number, long Revision, byte[] Kept)>(
            "SELECT app_id, number, revision, settings FROM app_revisions"))
        {
            var settings = KeptSettings.Read(kept, secrets);
            if (SecretsOf(settings).Any(secret => !secret.IsOpen))
            {
                dropped += await sql.ExecuteAsync(
                    "UPDATE app_revisions SET settings = @settings WHERE app_id = @appId AND number = @number AND revision = @revision",
                    new { appId, number, revision, settings = KeptSettings.Write(WithoutClosed(settings), secrets) });
            }
        }

        return dropped;
    }

    private async Task<int> DropHooksAsync(SqlSession sql)
    {
        var dropped = 0;
        foreach (var (appId, versionId, hookId, kept) in await sql.QueryAsync<(string AppId, string VersionId, string HookId, byte[] Kept)>(
            "SELECT app_id, version_id, hook_id, settings FROM hooks"))
        {
            var settings = JsonSerializer.Deserialize(kept, StorageJson.Default.HookSettings)!;
            if (settings.Secret is { Closed: { } secret } && IsClosed(secret))
            {
                dropped += await sql.ExecuteAsync(
                    "UPDATE hooks SET settings = @settings WHERE app_id = @appId AND version_id = @versionId AND hook_id = @hookId",
                    new
                    {
                        appId,
                        versionId,
                        hookId,
                        settings = JsonSerializer.SerializeToUtf8Bytes(settings with { Secret = null }, StorageJson.Default.HookSettings),
                    });
            }
        }

        return dropped;
    }

    private bool IsClosed(string? kept) => kept is not null && !secrets.Read(kept).IsOpen;

    /// <summary>Leaves everything as it is kept.</summary>
    private sealed class Unopened : ISecrets
    {
        public string Protect(string secret) => throw new InvalidOperationException("Nothing is written here.");

        public string Unprotect(string kept) => throw new SecretClosedException();
    }
}
