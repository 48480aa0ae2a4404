using Prilavok.Core;
using Prilavok.Core.Accounts;
using Prilavok.Core.Owners;

namespace Prilavok.Storage.Accounts;

internal sealed class PublisherStore : IPublishers
{
    private const string Columns = "publisher_id, login, created_at";

    public async Task<bool> AddAsync(IWork work, Publisher publisher) => await SqlSession.Of(work).ExecuteAsync(
        $"INSERT INTO publishers ({Columns}) VALUES (@Id, @login, @createdAt) ON CONFLICT (login) DO NOTHING",
        new { publisher.Id, login = Logins.Key(publisher.Login), createdAt = publisher.CreatedAt.Ms() }) > 0;

    public async Task<Publisher?> FindAsync(ISession session, string publisherId) =>
        await SqlSession.Of(session)
            .FirstAsync<Row>($"SELECT {Columns} FROM publishers WHERE publisher_id = @publisherId", new { publisherId }) is { } row
            ? new Publisher(row.PublisherId, row.Login, Instant.At(row.CreatedAt))
            : null;

    private sealed class Row
    {
        public string PublisherId { get; init; } = "";

        public string Login { get; init; } = "";

        public long CreatedAt { get; init; }
    }
}
