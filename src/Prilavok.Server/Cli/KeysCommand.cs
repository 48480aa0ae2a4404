using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Prilavok.Server.Administration;

namespace Prilavok.Server.Cli;

/// <summary><c>prilavok keys</c>: asks the running server for its keys, and changes them.</summary>
internal sealed class KeysCommand
{
    private readonly Option<string?> _data = DataFolder.NewOption();
    private readonly Option<string?> _file = new("--master-key-file")
    {
        Description = "File with the new master key: 32 bytes in base64. Needed where the server is given its master key",
    };

    private readonly Option<bool> _finish = new("--finish") { Description = "Ends a change: from then on the former master key opens nothing" };

    public Command As(string name, string description)
    {
        var command = new Command(name, description);
        command.Options.Add(_data);
        command.SetAction((parsed, ct) => CallAsync(parsed, HttpMethod.Get, KeyEndpoints.Root, null, "", ct));
        var rotate = new Command("rotate", "Changes the master key, and makes a new data key, while servers run.");
        rotate.Options.Add(_data);
        rotate.Options.Add(_file);
        rotate.Options.Add(_finish);
        rotate.SetAction(RotateAsync);
        command.Subcommands.Add(rotate);
        return command;
    }

    private async Task<int> RotateAsync(ParseResult parsed, CancellationToken ct)
    {
        var change = new Dictionary<string, string>();
        if (parsed.GetValue(_finish))
        {
            return await CallAsync(
                parsed, HttpMethod.Post, KeyEndpoints.End, change,
                "Former master keys open nothing any more. Backups from before need the one of their day.", ct);
        }

        if (parsed.GetValue(_file) is { } file)
        {
            change["masterKey"] = await ReadAsync(file, ct);
        }

        var next = change.Count == 0
            ? "The new master key is in the data folder: keep a copy apart. Other servers go on, and start with either, until prilavok keys rotate "
                + "--finish."
            : "Give the new master key to every server and start them one after the other. Then: prilavok keys rotate --finish.";
        return await CallAsync(parsed, HttpMethod.Post, KeyEndpoints.Rotation, change, next, ct);
    }

    private static async Task<string> ReadAsync(string file, CancellationToken ct)
    {
        try
        {
            return (await File.ReadAllTextAsync(file, ct)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{file} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Prints what the server says of its keys, and <paramref name="next"/>.</summary>
    private async Task<int> CallAsync(
        ParseResult parsed, HttpMethod method, string path, Dictionary<string, string>? body, string next, CancellationToken ct)
    {
        using var server = await OperatorClient.OpenAsync(DataFolder.Of(parsed, _data), ct);
        var keys = await server.AskAsync(method, path, body is null ? null : JsonContent.Create(body), WordsOf, ct);
        await parsed.InvocationConfiguration.Output.WriteAsync(next.Length == 0 ? keys : keys + next + Environment.NewLine);
        return 0;
    }

    private static string WordsOf(JsonElement keys)
    {
        var words = new StringBuilder();
        Add($"master key  {keys.GetProperty("masterId").GetString()}");
        foreach (var former in keys.GetProperty("formerMasterIds").EnumerateArray())
        {
            Add($"former      {former.GetString()} (opens until the change is finished)");
        }

        foreach (var key in keys.GetProperty("keys").EnumerateArray())
        {
            var opens = key.GetProperty("opens").GetBoolean() ? "opens" : "DOES NOT OPEN";
            Add($"data key    {key.GetProperty("id").GetString()} of {key.GetProperty("createdAt").GetString()}, {opens}");
        }

        Add($"{(keys.GetProperty("canaryOpens").GetBoolean() ? "What is kept with them opens." : "WHAT IS KEPT WITH THEM DOES NOT OPEN.")}");
        return words.ToString();

        void Add(FormattableString line) => words.AppendLine(line.ToString(CultureInfo.InvariantCulture));
    }
}
