using System.Net.Http.Headers;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Accounts;
using Prilavok.Core.Owners;

namespace Prilavok.Server.Accounts;

/// <summary>
/// Hands messages for people to the operator's gateway, after the call that asked for them was answered: how long it takes must
/// not tell whether there is such an account. A message that is lost is asked for again.
/// </summary>
internal sealed partial class Messages(
    IStorage storage, IAccounts accounts, ResetPassword reset, IHttpClientFactory clients, IOptions<AccountOptions> options,
    ILogger<Messages> logger) : BackgroundService
{
    private const string ClientName = "messages";
    private const int MostWaiting = 1000;

    private readonly Channel<(AccountKind Kind, string Login, Asker Asker)> _wanted =
        Channel.CreateBounded<(AccountKind, string, Asker)>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    public static void Add(IServiceCollection services)
    {
        services.AddHttpClient(ClientName, http => http.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(
                () => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxResponseDrainSize = 64 * 1024 })
            .RemoveAllLoggers();
        services.AddSingleton<Messages>();
        services.AddHostedService(provider => provider.GetRequiredService<Messages>());
    }

    public bool CanSend => options.Value.MessagesUrl is not null;

    public void SendResetCode(AccountKind kind, string login, Asker asker) => _wanted.Writer.TryWrite((kind, login, asker));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var (kind, login, asker) in _wanted.Reader.ReadAllAsync(stoppingToken))
            {
                await TryAsync(kind, login, asker, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task TryAsync(AccountKind kind, string login, Asker asker, CancellationToken ct)
    {
        try
        {
            await SendAsync(kind, login, asker, ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            Log.NotSent(logger, e);
        }
    }

    private async Task SendAsync(AccountKind kind, string login, Asker asker, CancellationToken ct)
    {
        if (await storage.ReadAsync(s => accounts.FindByLoginAsync(s, kind, login), ct) is not { } account
            || !(Logins.IsPhone(account.Login) || account.Login.Contains('@', StringComparison.Ordinal))
            || await reset.IsAskedTooOftenAsync(account, asker, ct)
            || await reset.BeginAsync(account.Person, ct) is not { } made)
        {
            return;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, options.Value.MessagesUrl)
        {
            Content = JsonContent.Create(new
            {
                kind = "passwordReset",
                channel = Logins.IsPhone(account.Login) ? "phone" : "email",
                to = account.Login,
                code = made.Code,
                expiresAt = made.ExpiresAt.UtcDateTime,
                text = $"{made.Code} is your code for a new password.",
            }),
        };
        if (options.Value.MessagesAuthorization is { } authorization)
        {
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);
        }

        using var http = clients.CreateClient(ClientName);
        // What else the gateway says is of no interest.
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (!response.IsSuccessStatusCode)
        {
            Log.Refused(logger, (int)response.StatusCode);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A message to a person was not sent")]
        public static partial void NotSent(ILogger logger, Exception e);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The gateway for messages answered {Status}")]
        public static partial void Refused(ILogger logger, int status);
    }
}
