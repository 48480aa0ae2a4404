using System.Data.Common;
using Microsoft.Extensions.Time.Testing;
using Prilavok.Storage;
using Xunit;

namespace Prilavok.Testing;

/// <summary>A database of its own, migrated, with one process on it and one hand on the clock.</summary>
public abstract class StoreFixture : IAsyncLifetime
{
    private readonly List<Node> _nodes = [];

    /// <summary>A morning with whole milliseconds, so that what is read back equals what was kept.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    /// <summary>The first process on the database.</summary>
    public Node Node => _nodes[0];

    /// <summary>Configuration that makes a server use this database.</summary>
    public IReadOnlyDictionary<string, string?> Settings
    {
        get
        {
            var options = new StorageOptions();
            Configure(options);
            return new Dictionary<string, string?> { ["Prilavok:Data"] = options.Data, ["Prilavok:Postgres"] = options.Postgres };
        }
    }

    public async ValueTask InitializeAsync()
    {
        var isMigrated = await CreateAsync();
        var node = AddNode();
        if (!isMigrated)
        {
            node.Migrate();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        await DropAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what this process has open, so that another has the database to itself.</summary>
    public async Task LeaveAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        _nodes.Clear();
    }

    /// <summary>Another process on the same database. SQLite is made for one, but a file outlives its process.</summary>
    public Node AddNode()
    {
        var node = new Node(Clock, Configure);
        _nodes.Add(node);
        return node;
    }

    /// <summary>A connection that goes round the storage, to see what really stands in the tables.</summary>
    public abstract Task<DbConnection> OpenAsync();

    public abstract void Configure(StorageOptions options);

    /// <summary>Makes the database empty, without even a table.</summary>
    public abstract Task EmptyAsync();

    /// <returns>True when the database has its tables already.</returns>
    protected abstract Task<bool> CreateAsync();

    protected abstract Task DropAsync();
}
