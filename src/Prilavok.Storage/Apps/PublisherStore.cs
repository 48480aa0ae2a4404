using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Owners;

namespace Prilavok.Storage.Apps;

internal sealed class PublisherStore : IPublishers
{
    private const string Columns = "publisher_id, login, password_hash, created_at";

    public async Task<bool> AddAsync(IWork work, Publisher publisher) => await SqlSession.Of(work).ExecuteAsync(
        $"INSERT INTO publishers ({Columns}) VALUES (@Id, @login, @PasswordHash, @createdAt) ON CONFLICT (login) DO NOTHING",
        new { publisher.Id, login = Logins.Key(publisher.Login), publisher.PasswordHash, createdAt = publisher.CreatedAt.Ms() }) > 0;

    public Task<Publisher?> FindAsync(ISession session, string publisherId) =>
        FindAsync(session, $"SELECT {Columns} FROM publishers WHERE publisher_id = @value", publisherId);

    public Task<Publisher?> FindByLoginAsync(ISession session, string login) =>
        FindAsync(session, $"SELECT {Columns} FROM publishers WHERE login = @value", Logins.Key(login));

    private static async Task<Publisher?> FindAsync(ISession session, string select, string value) =>
        await SqlSession.Of(session).FirstAsync<Row>(select, new { value }) is { } row
            ? new Publisher(row.PublisherId, row.Login, row.PasswordHash, Instant.At(row.CreatedAt))
            : null;

    private sealed class Row
    {
        public string PublisherId { get; init; } = "";

        public string Login { get; init; } = "";

        public string PasswordHash { get; init; } = "";

        public long CreatedAt { get; init; }
    }
}
