using System.Data.Common;
using Microsoft.Data.Sqlite;
using Prilavok.Storage;

namespace Prilavok.Testing;

/// <summary>A file in a folder of its own.</summary>
public sealed class SqliteFixture : StoreFixture
{
    private string _folder = "";

    public override void Configure(StorageOptions options) => options.Data = _folder;

    public override async Task<DbConnection> OpenAsync()
    {
        var options = new StorageOptions { Data = _folder };
        var connection = new SqliteConnection($"Data Source={options.SqliteFile};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    public override Task EmptyAsync()
    {
        foreach (var file in Directory.GetFiles(_folder))
        {
            File.Delete(file);
        }

        return Task.CompletedTask;
    }

    protected override Task<bool> CreateAsync()
    {
        _folder = Directory.CreateTempSubdirectory("prilavok-test-").FullName;
        return Task.FromResult(false);
    }

    protected override Task DropAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}
