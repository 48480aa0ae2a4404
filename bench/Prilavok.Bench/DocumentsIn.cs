using System.Diagnostics;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Prilavok.Bench;

/// <summary>Documents in: the whole way from a terminal's request to the answer after the sync, beside the bare sync of the same bytes.</summary>
internal static class DocumentsIn
{
    private const int Tills = 32;

    public static async Task RunAsync(TimeSpan length, CancellationToken ct)
    {
        var limit = GroupCommits(length);
        (double Rate, double Cost) ours;
        using (var server = await ServerProcess.StartPrilavokAsync(demo: false, ct))
        {
            var shop = await Shop.OpenAsync(server, ct);
            var receipts = new SampleReceipt[Tills];
            for (var till = 0; till < Tills; till++)
            {
                receipts[till] = await shop.OpenReceiptsAsync(till, ct);
            }

            ours = await Load.RunAsync(server, Tills, length, till => receipts[till].Next(), ct);
        }

        Table.Print(
            $"documents in, {new SampleReceipt(0).Length} bytes, {Tills} terminals, SQLite synced",
            ("group commit of the same bytes, per second", limit),
            ("POST /terminal/v1/documents, per second", ours.Rate),
            ("processor time of the server, microseconds each", ours.Cost),
            ("ratio (goal 0.50)", ours.Rate / limit));
    }

    /// <summary>As many rows in a commit as terminals can wait at a time, each commit synced.</summary>
    private static double GroupCommits(TimeSpan length)
    {
        var folder = Directory.CreateTempSubdirectory("prilavok-bench-");
        try
        {
            using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.FullName, "limit.db")};Pooling=False");
            connection.Open();
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE documents (id INTEGER PRIMARY KEY, body BLOB NOT NULL)");
            using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO documents (body) VALUES (@body)";
            var body = insert.Parameters.Add("@body", SqliteType.Blob);
            var receipt = new SampleReceipt(0);
            Commits(connection, insert, body, receipt, TimeSpan.FromSeconds(1));
            return Commits(connection, insert, body, receipt, length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Commits(SqliteConnection connection, SqliteCommand insert, SqliteParameter body, SampleReceipt receipt, TimeSpan length)
    {
        var watch = Stopwatch.StartNew();
        var count = 0L;
        while (watch.Elapsed < length)
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var i = 0; i < Tills; i++)
            {
                body.Value = receipt.Next().ToArray();
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
            count += Tills;
        }

        return count / watch.Elapsed.TotalSeconds;
    }
}
