using System.CommandLine;
using System.Text.Json;
using Prilavok.Server.Administration;

namespace Prilavok.Server.Cli;

/// <summary><c>prilavok keys</c>: asks the running server for its keys, and changes them.</summary>
internal sealed class KeysCommand
{
    private readonly Option<string?> _data = DataFolder.NewOption();
    private readonly Option<string?> _file = new("--master-key-file") { Description = "File with the new master key: 32 bytes in base64. Needed where the server is given its master key" };
    private readonly Option<bool> _finish = new("--finish") { Description = "Ends a change: from then on the former master key opens nothing" };

    public Command As(string name, string description)
    {
        var command = new Command(name, description);
        command.Options.Add(_data);
        command.SetAction((parsed, ct) => CallAsync(parsed, client => client.GetAsync(Uri(KeyEndpoints.Root), ct), ct));
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
        if (parsed.GetValue(_finish))
        {
            await CallAsync(parsed, client => client.PostAsync(Uri(KeyEndpoints.End), JsonContent.Create(new Dictionary<string, string>()), ct), ct);
            Console.WriteLine("Former master keys open nothing any more. Backups from before need the one of their day.");
            return 0;
        }

        var change = new Dictionary<string, string>();
        if (parsed.GetValue(_file) is { } file)
        {
            change["masterKey"] = await ReadAsync(file, ct);
        }

        await CallAsync(parsed, client => client.PostAsync(Uri(KeyEndpoints.Rotation), JsonContent.Create(change), ct), ct);
        Console.WriteLine(change.Count == 0
            ? "The new master key is in the data folder: keep a copy apart. Other servers go on, and start with either, until prilavok keys rotate --finish."
            : "Give the new master key to every server and start them one after the other. Then: prilavok keys rotate --finish.");
        return 0;
    }

    private static Uri Uri(string path) => new(path, UriKind.Relative);

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

    /// <summary>Prints what the server says of its keys.</summary>
    private async Task<int> CallAsync(ParseResult parsed, Func<HttpClient, Task<HttpResponseMessage>> call, CancellationToken ct)
    {
        using var client = await OperatorClient.OpenAsync(DataFolder.Of(parsed, _data), ct);
        using var answer = await call(client);
        using var said = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(ct));
        if (!answer.IsSuccessStatusCode)
        {
            throw new CommandException(WordsOf(said.RootElement), null);
        }

        Print(said.RootElement);
        return 0;
    }

    private static string WordsOf(JsonElement problem)
    {
        var words = problem.TryGetProperty("title", out var title) ? title.GetString() : problem.GetRawText();
        return problem.TryGetProperty("violations", out var violations) ? $"{words} {violations.GetRawText()}" : $"{words}";
    }

    private static void Print(JsonElement keys)
    {
        Console.WriteLine($"master key  {keys.GetProperty("masterId").GetString()}");
        foreach (var former in keys.GetProperty("formerMasterIds").EnumerateArray())
        {
            Console.WriteLine($"former      {former.GetString()} (opens until the change is finished)");
        }

        foreach (var key in keys.GetProperty("keys").EnumerateArray())
        {
            Console.WriteLine($"data key    {key.GetProperty("id").GetString()} of {key.GetProperty("createdAt").GetString()}, {(key.GetProperty("opens").GetBoolean() ? "opens" : "DOES NOT OPEN")}");
        }

        Console.WriteLine(keys.GetProperty("canaryOpens").GetBoolean() ? "What is kept with them opens." : "WHAT IS KEPT WITH THEM DOES NOT OPEN.");
    }
}
