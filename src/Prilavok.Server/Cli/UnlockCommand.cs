using System.CommandLine;
using System.Text.Json;

namespace Prilavok.Server.Cli;

/// <summary><c>prilavok unlock</c>: forgets the wrong passwords of a login, also where the only administrator is the one who is locked out.</summary>
internal sealed class UnlockCommand
{
    private const string Accounts = "/manage/v1/accounts";

    private readonly Argument<string> _login = new("login") { Description = "Phone number, e-mail address, or the name of an administrator" };
    private readonly Option<string?> _kind = new("--kind") { Description = "owner, publisher or administrator [all that have this login]" };
    private readonly Option<string?> _data = DataFolder.NewOption();

    public Command As(string name, string description)
    {
        _kind.AcceptOnlyFromAmong("owner", "publisher", "administrator");
        var command = new Command(name, description);
        command.Arguments.Add(_login);
        command.Options.Add(_kind);
        command.Options.Add(_data);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var (login, kind) = (parsed.GetRequiredValue(_login), parsed.GetValue(_kind));
        using var server = await OperatorClient.OpenAsync(DataFolder.Of(parsed, _data), ct);
        var query = $"?login={Uri.EscapeDataString(login)}" + (kind is null ? "" : $"&kind={kind}");
        var found = await server.AskAsync(HttpMethod.Get, Accounts + query, null, Read, ct);
        if (found.Count == 0)
        {
            throw new CommandException($"Nobody logs in as {login}{(kind is null ? "" : $" as {kind}")}.");
        }

        foreach (var account in found)
        {
            await server.OrderAsync(HttpMethod.Post, $"{Accounts}/{Uri.EscapeDataString(account.Id)}/unlock", null, ct);
            var before = account.LockedUntil is { } until ? $" (was locked until {until})" : ", and was not locked";
            await parsed.InvocationConfiguration.Output.WriteLineAsync($"The {account.Kind} {account.Login} is unlocked{before}.");
        }

        return 0;
    }

    private static IReadOnlyList<Found> Read(JsonElement page) =>
    [
        .. page.GetProperty("items").EnumerateArray().Select(
            item => new Found(TextOf(item, "id"), TextOf(item, "kind"), TextOf(item, "login"), item.GetProperty("lockedUntil").GetString())),
    ];

    private static string TextOf(JsonElement item, string name) =>
        item.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null.");

    private sealed record Found(string Id, string Kind, string Login, string? LockedUntil);
}
