using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Prilavok.Testing;

/// <summary>An open connection on which something happens between statements.</summary>
internal sealed class TornConnection(DbConnection whole, Func<string, Task> between) : DbConnection
{
    private string? _last;

    [AllowNull]
    public override string ConnectionString
    {
        get => whole.ConnectionString;
        set => whole.ConnectionString = value;
    }

    public override string Database => whole.Database;

    public override string DataSource => whole.DataSource;

    public override string ServerVersion => whole.ServerVersion;

    public override ConnectionState State => whole.State;

    public override void ChangeDatabase(string databaseName) => whole.ChangeDatabase(databaseName);

    public override void Open() => whole.Open();

    /// <summary>Whoever opened it closes it.</summary>
    public override void Close()
    {
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException("Here is no state of more than one statement.");

    protected override DbCommand CreateDbCommand() => new Command(whole.CreateCommand(), this);

    private async Task BeginAsync(string statement)
    {
        if (_last is not null)
        {
            await between(_last);
        }

        _last = statement;
    }

    private sealed class Command(DbCommand inner, TornConnection owner) : DbCommand
    {
        [AllowNull]
        public override string CommandText
        {
            get => inner.CommandText;
#pragma warning disable CA2100 // Passed on.
            set => inner.CommandText = value;
#pragma warning restore CA2100
        }

        public override int CommandTimeout
        {
            get => inner.CommandTimeout;
            set => inner.CommandTimeout = value;
        }

        public override CommandType CommandType
        {
            get => inner.CommandType;
            set => inner.CommandType = value;
        }

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get; set; } = owner;

        protected override DbParameterCollection DbParameterCollection => inner.Parameters;

        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel() => inner.Cancel();

        public override int ExecuteNonQuery() => throw new NotSupportedException("Readers do not wait.");

        public override object? ExecuteScalar() => throw new NotSupportedException("Readers do not wait.");

        public override async Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken)
        {
            await owner.BeginAsync(CommandText);
            return await inner.ExecuteScalarAsync(cancellationToken);
        }

        public override void Prepare() => inner.Prepare();

        protected override DbParameter CreateDbParameter() => inner.CreateParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => throw new NotSupportedException("Readers do not wait.");

        protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
        {
            await owner.BeginAsync(CommandText);
            return await inner.ExecuteReaderAsync(behavior, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
