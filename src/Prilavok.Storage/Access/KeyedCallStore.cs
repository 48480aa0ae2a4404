using Prilavok.Core;
using Prilavok.Core.Access;

namespace Prilavok.Storage.Access;

internal sealed class KeyedCallStore : IKeyedCalls
{
    private const string This = "owner_id = @OwnerId AND caller = @Caller AND call_key = @Key";

    public async Task<KeyedTurn> BeginAsync(IWork work, KeyedCall call, DateTimeOffset now, DateTimeOffset until)
    {
        var sql = SqlSession.Of(work);
        var begun = await sql.ExecuteAsync(
            """
            INSERT INTO keyed_calls (owner_id, caller, call_key, print, until) VALUES (@OwnerId, @Caller, @Key, @print, @until)
            ON CONFLICT (owner_id, caller, call_key) DO UPDATE SET print = @print, answer = NULL, until = @until
            WHERE keyed_calls.until <= @now
            """,
            new { call.OwnerId, call.Caller, call.Key, print = call.Print.ToArray(), until = until.Ms(), now = now.Ms() });
        if (begun > 0)
        {
            return new KeyedTurn.First();
        }

        return await sql.FirstAsync<Row>(
            $"SELECT print, answer FROM keyed_calls WHERE {This}", new { call.OwnerId, call.Caller, call.Key }) switch
        {
            null => new KeyedTurn.UnderWay(), // It came to nothing just now.
            var row when !row.Print.AsSpan().SequenceEqual(call.Print.Span) => new KeyedTurn.Another(),
            { Answer: { } answer } => new KeyedTurn.Answered(answer),
            _ => new KeyedTurn.UnderWay(),
        };
    }

    public Task<int> AnswerAsync(IWork work, KeyedCall call, string answer, DateTimeOffset until) => SqlSession.Of(work).ExecuteAsync(
        $"UPDATE keyed_calls SET answer = @answer, until = @until WHERE {This} AND print = @print",
        new { call.OwnerId, call.Caller, call.Key, print = call.Print.ToArray(), answer, until = until.Ms() });

    public Task<int> ForgetAsync(IWork work, KeyedCall call) => SqlSession.Of(work).ExecuteAsync(
        $"DELETE FROM keyed_calls WHERE {This} AND print = @print AND answer IS NULL",
        new { call.OwnerId, call.Caller, call.Key, print = call.Print.ToArray() });

    public Task<int> SweepAsync(IWork work, DateTimeOffset now) =>
        SqlSession.Of(work).ExecuteAsync("DELETE FROM keyed_calls WHERE until <= @now", new { now = now.Ms() });

    private sealed class Row
    {
        public byte[] Print { get; init; } = [];

        public string? Answer { get; init; }
    }
}
