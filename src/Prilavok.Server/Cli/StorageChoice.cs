using System.CommandLine;
using Microsoft.Extensions.Options;
using Prilavok.Server.Folders;
using Prilavok.Server.Keys;
using Prilavok.Storage;

namespace Prilavok.Server.Cli;

/// <summary>Where the data is, for the commands that work on it: as the server finds it, in files, the environment and options.</summary>
internal sealed class StorageChoice
{
    private readonly Option<string?> _data = DataFolder.NewOption();
    private readonly Option<string?> _postgres = new("--postgres") { Description = "Connection string of PostgreSQL instead of SQLite" };

    private static IConfigurationSection Section
    {
        get
        {
            var configuration = WebApplication.CreateSlimBuilder().Configuration;
            configuration.AddSecrets();
            return configuration.GetSection("Prilavok");
        }
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_data);
        command.Options.Add(_postgres);
    }

    /// <exception cref="CommandException">A server uses it.</exception>
    public async Task<StorageOptions> FreeAsync(ParseResult parsed, CancellationToken ct)
    {
        var options = Of(parsed);
        using var server = await ServerAsync(options, ct);
        return server is null ? options : throw new CommandException($"A server runs on {Path.GetFullPath(options.Data)}: stop it before.");
    }

    /// <returns>Null when none runs on the folder.</returns>
    public static async Task<HttpClient?> ServerAsync(StorageOptions options, CancellationToken ct)
    {
        try
        {
            return await OperatorClient.OpenAsync(options.Data, ct);
        }
        catch (CommandException)
        {
            return null; // It was stopped, or killed.
        }
    }

    /// <summary>The master key that a server on the folder would have.</summary>
    /// <returns>Null where none is given.</returns>
    public FoundMaster? MasterOf(ParseResult parsed) =>
        new FindMasterKey(Options.Create(Read(section => section.Get<KeyOptions>())), Options.Create(Of(parsed))).Find();

    public StorageOptions Of(ParseResult parsed)
    {
        var options = Read(section => section.Get<StorageOptions>());
        options.Data = parsed.GetValue(_data) ?? options.Data;
        options.Postgres = parsed.GetValue(_postgres) ?? options.Postgres;
        return options;
    }

    /// <param name="bind">Not generic: how it is bound is written when this is compiled.</param>
    private static T Read<T>(Func<IConfigurationSection, T?> bind)
        where T : new()
    {
        try
        {
            return bind(Section) ?? new T();
        }
        catch (InvalidOperationException e)
        {
            throw new CommandException(e.Message, e); // A number that is none, and the like.
        }
    }
}
