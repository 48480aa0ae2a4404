using System.CommandLine;
using Prilavok.Storage;

namespace Prilavok.Server.Cli;

/// <summary>Where the data is, for the commands that work on it: as the server finds it, in files, the environment and options.</summary>
internal sealed class StorageChoice
{
    private readonly Option<string?> _data = new("--data") { Description = "Folder of the data [prilavok-data]" };
    private readonly Option<string?> _postgres = new("--postgres") { Description = "Connection string of PostgreSQL instead of SQLite" };

    public void AddTo(Command command)
    {
        command.Options.Add(_data);
        command.Options.Add(_postgres);
    }

    public StorageOptions Of(ParseResult parsed)
    {
        var configuration = WebApplication.CreateSlimBuilder().Configuration;
        var options = configuration.GetSection("Prilavok").Get<StorageOptions>() ?? new StorageOptions();
        options.Data = parsed.GetValue(_data) ?? options.Data;
        options.Postgres = parsed.GetValue(_postgres) ?? options.Postgres;
        return options;
    }
}
