using System.CommandLine;

namespace Prilavok.Server.Cli;

/// <summary><c>prilavok serve</c>. Options given here win over files and the environment.</summary>
internal sealed class ServeCommand
{
    private readonly Option<string?> _urls = new("--urls") { Description = "Addresses to listen on [http://127.0.0.1:5080]" };
    private readonly Option<string?> _data = new("--data") { Description = "Folder of the data [prilavok-data]" };
    private readonly Option<string?> _postgres = new("--postgres") { Description = "Connection string of PostgreSQL instead of SQLite" };
    private readonly Option<bool> _noDemo = new("--no-demo") { Description = "Do not make the demo shop" };
    private readonly Option<bool> _sandbox = new("--sandbox") { Description = "Serve /sandbox also where others can reach the server" };
    private readonly Option<bool> _noSandbox = new("--no-sandbox") { Description = "Do not serve /sandbox" };
    private readonly Option<string?> _adminPassword = new("--admin-password") { Description = "Needed to listen where others can reach it" };

    private readonly Option<bool> _forgetSecrets =
        new("--forget-secrets") { Description = "Drop every secret that the keys do not open, and go on without" };

    public Command As(string name, string description)
    {
        var command = new Command(name, description);
        AddTo(command);
        return command;
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_urls);
        command.Options.Add(_data);
        command.Options.Add(_postgres);
        command.Options.Add(_noDemo);
        command.Options.Add(_sandbox);
        command.Options.Add(_noSandbox);
        command.Options.Add(_adminPassword);
        command.Options.Add(_forgetSecrets);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_sandbox) && result.GetValue(_noSandbox))
            {
                result.AddError("--sandbox and --no-sandbox contradict each other.");
            }
        });
        command.SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var settings = new Dictionary<string, string?>();
        Set("Urls", parsed.GetValue(_urls));
        Set("Data", parsed.GetValue(_data));
        Set("Postgres", parsed.GetValue(_postgres));
        Set("Demo", parsed.GetValue(_noDemo) ? "false" : null);
        Set("Sandbox", parsed.GetValue(_noSandbox) ? "false" : parsed.GetValue(_sandbox) ? "true" : null);
        Set("AdminPassword", parsed.GetValue(_adminPassword));
        Set("ForgetSecrets", parsed.GetValue(_forgetSecrets) ? "true" : null);
        return await Serving.RunAsync(settings, ct);

        void Set(string name, string? value)
        {
            if (value is not null)
            {
                settings["Prilavok:" + name] = value;
            }
        }
    }
}
