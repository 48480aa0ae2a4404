using Prilavok.Core;
using Prilavok.Core.Apps;

namespace Prilavok.Storage.Apps;

internal sealed class AppStore(ISecrets secrets) : IApps
{
    /// <summary>Every app with all it ever was to somebody.</summary>
    private const string Revisions = """
        SELECT a.app_id, a.publisher_id, a.sandbox_owner_id, a.created_at AS made_at, v.number, r.revision, v.state, v.review_since, v.remarks,
            v.created_at, v.updated_at, r.settings
        FROM apps a
            JOIN app_versions v ON v.app_id = a.app_id
            JOIN app_revisions r ON r.app_id = v.app_id AND r.number = v.number
        """;

    /// <summary>Versions with their present settings.</summary>
    private const string Versions = Revisions + " AND r.revision = v.revision";

    /// <summary>5 is the state of the published one.</summary>
    private const string Leading = """
         AND v.number = (
            SELECT w.number FROM app_versions w WHERE w.app_id = a.app_id ORDER BY CASE WHEN w.state = 5 THEN 0 ELSE 1 END, w.number DESC LIMIT 1)
        """;

    /// <summary>On their way are those in testing, in review and approved: 2, 3 and 4.</summary>
    private const string Offered = """
         WHERE (a.sandbox_owner_id = @ownerId OR a.sandbox_owner_id IS NULL) AND v.number = (
            SELECT w.number FROM app_versions w
            WHERE w.app_id = a.app_id AND (w.state = 5 OR (w.state IN (2, 3, 4)
                AND EXISTS (SELECT 1 FROM owners o JOIN app_tester_logins t ON t.login = o.login
                    WHERE o.owner_id = @ownerId AND t.app_id = a.app_id)))
            ORDER BY CASE WHEN w.state = 5 THEN 1 ELSE 0 END, w.number DESC LIMIT 1)
        """;

    public Task<App?> FindAsync(ISession session, string appId) =>
        FirstAsync(session, Versions + " WHERE a.app_id = @appId" + Leading, new { appId = Ids.Key(appId) });

    public Task<App?> FindAsync(ISession session, string appId, int version, int revision) => FirstAsync(
        session,
        Revisions + " WHERE a.app_id = @appId AND v.number = @version AND r.revision = @revision",
        new { appId = Ids.Key(appId), version, revision });

    /// <summary>Two statements: what was waited for is read as it is then.</summary>
    public async Task<App?> HoldAsync(IWork work, string appId)
    {
        var sql = SqlSession.Of(work);
        await sql.QueryAsync<string>("SELECT app_id FROM apps WHERE app_id = @appId" + sql.Dialect.HoldRow, new { appId = Ids.Key(appId) });
        return await FindAsync(work, appId);
    }

    public Task<IReadOnlyList<App>> VersionsAsync(ISession session, string appId) =>
        ListAsync(session, Versions + " WHERE a.app_id = @appId ORDER BY v.number", new { appId = Ids.Key(appId) });

    /// <summary>A restore leaves a number in <c>counters</c> that is beyond all that any app has had.</summary>
    public async Task<int> NextNumberAsync(IWork work, string appId) => (int)await SqlSession.Of(work).ScalarAsync<long>(
        """
        SELECT CAST(MAX(given) + 1 AS BIGINT) FROM (
            SELECT MAX(number) AS given FROM app_versions WHERE app_id = @appId
            UNION ALL SELECT value FROM counters WHERE name = 'version') AS numbers
        """,
        new { appId = Ids.Key(appId) });

    public Task<IReadOnlyList<App>> RevisionsAsync(ISession session, string appId) =>
        ListAsync(session, Revisions + " WHERE a.app_id = @appId ORDER BY v.number, r.revision", new { appId = Ids.Key(appId) });

    public async Task SaveAsync(IWork work, App app)
    {
        var sql = SqlSession.Of(work);
        await sql.ExecuteAsync(
            """
            INSERT INTO apps (app_id, publisher_id, sandbox_owner_id, created_at) VALUES (@appId, @PublisherId, @SandboxOwnerId, @createdAt)
            ON CONFLICT (app_id) DO NOTHING
            """,
            new { appId = Ids.Key(app.Id), app.PublisherId, app.SandboxOwnerId, createdAt = app.CreatedAt.Ms() });
        await sql.ExecuteAsync(
            """
            INSERT INTO app_versions (app_id, number, state, revision, review_since, remarks, created_at, updated_at)
            VALUES (@appId, @Number, @state, @Revision, @since, @Remarks, @createdAt, @updatedAt)
            ON CONFLICT (app_id, number) DO UPDATE
            SET state = excluded.state, revision = excluded.revision, review_since = excluded.review_since, remarks = excluded.remarks,
                updated_at = excluded.updated_at
            """,
            new
            {
                appId = Ids.Key(app.Id),
                app.Version.Number,
                state = (int)app.Version.State,
                app.Version.Revision,
                since = app.Version.ReviewSince?.Ms(),
                app.Version.Remarks,
                createdAt = app.Version.CreatedAt.Ms(),
                updatedAt = app.Version.UpdatedAt.Ms(),
            });
        await SaveSettingsAsync(work, app);
    }

    public Task<long> KeptAsync(ISession session, string appId) => SqlSession.Of(session).ScalarAsync<long>(
        "SELECT CAST(COALESCE(SUM(LENGTH(settings)), 0) AS BIGINT) FROM app_revisions WHERE app_id = @appId", new { appId = Ids.Key(appId) });

    public Task SaveSettingsAsync(IWork work, App app) => SqlSession.Of(work).ExecuteAsync(
        """
        INSERT INTO app_revisions (app_id, number, revision, settings) VALUES (@appId, @Number, @Revision, @settings)
        ON CONFLICT (app_id, number, revision) DO UPDATE SET settings = excluded.settings
        """,
        new { appId = Ids.Key(app.Id), app.Version.Number, app.Version.Revision, settings = KeptSettings.Write(app.Settings, secrets) });

    public async Task<IReadOnlyList<string>> OwnersAsync(ISession session, string appId) =>
        [.. await SqlSession.Of(session).QueryAsync<string>(
            "SELECT owner_id FROM installations WHERE app_id = @appId ORDER BY owner_id", new { appId = Ids.Key(appId) })];

    public Task<IReadOnlyList<App>> OfPublisherAsync(ISession session, string publisherId) =>
        ListAsync(session, Versions + " WHERE a.publisher_id = @publisherId" + Leading + " ORDER BY a.created_at, a.app_id", new { publisherId });

    public Task<IReadOnlyList<App>> OfferedAsync(ISession session, string ownerId) =>
        ListAsync(session, Versions + Offered + " ORDER BY a.created_at, a.app_id", new { ownerId });

    public Task<App?> FindOfferedAsync(ISession session, string ownerId, string appId) =>
        FirstAsync(session, Versions + Offered + " AND a.app_id = @appId", new { ownerId, appId = Ids.Key(appId) });

    private async Task<App?> FirstAsync(ISession session, string select, object values) =>
        await SqlSession.Of(session).FirstAsync<Row>(select, values) is { } row ? AppOf(row) : null;

    private async Task<IReadOnlyList<App>> ListAsync(ISession session, string select, object values) =>
        [.. (await SqlSession.Of(session).QueryAsync<Row>(select, values)).Select(AppOf)];

    private App AppOf(Row row) => new()
    {
        Id = row.AppId,
        PublisherId = row.PublisherId,
        SandboxOwnerId = row.SandboxOwnerId,
        CreatedAt = Instant.At(row.MadeAt),
        Version = new AppVersion(
            (int)row.Number, (int)row.Revision, (VersionState)row.State, Instant.At(row.CreatedAt), Instant.At(row.UpdatedAt))
        {
            ReviewSince = Instant.At(row.ReviewSince),
            Remarks = row.Remarks,
        },
        Settings = KeptSettings.Read(row.Settings, secrets),
    };

    private sealed class Row
    {
        public string AppId { get; init; } = "";

        public string PublisherId { get; init; } = "";

        public string? SandboxOwnerId { get; init; }

        public long MadeAt { get; init; }

        public long Number { get; init; }

        public long Revision { get; init; }

        public long State { get; init; }

        public long? ReviewSince { get; init; }

        public string? Remarks { get; init; }

        public long CreatedAt { get; init; }

        public long UpdatedAt { get; init; }

        public byte[] Settings { get; init; } = [];
    }
}
