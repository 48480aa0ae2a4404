using System.CommandLine;
using System.Text.Json.Nodes;

namespace Prilavok.Server.Cli;

/// <summary><c>prilavok unlock</c>: forgets the wrong passwords of a login, also where the only administrator is the one who is locked out.</summary>
internal sealed class UnlockCommand
{
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
        using var http = await OperatorClient.OpenAsync(DataFolder.Of(parsed, _data), ct);
        var query = $"?login={Uri.EscapeDataString(login)}" + (kind is null ? "" : $"&kind={kind}");
        var found = await http.GetFromJsonAsync<JsonNode>(new Uri("/manage/v1/accounts" + query, UriKind.Relative), ct);
        if (found?["items"] is not JsonArray { Count: > 0 } accounts)
        {
            throw new CommandException($"Nobody logs in as {login}{(kind is null ? "" : $" as {kind}")}.");
        }

        foreach (var account in accounts)
        {
            using var answer = await http.PostAsync(new Uri($"/manage/v1/accounts/{account!["id"]}/unlock", UriKind.Relative), null, ct);
            answer.EnsureSuccessStatusCode();
            Console.WriteLine(
                $"The {account["kind"]} {account["login"]} is unlocked{((string?)account["lockedUntil"] is { } until ? $" (was locked until {until})" : ", and was not locked")}.");
        }

        return 0;
    }
}
