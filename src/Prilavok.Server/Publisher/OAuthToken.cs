using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Prilavok.Core.Accounts;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Publisher;

/// <summary>
/// Lets publishers in, as today (a form) and as in 2018 (everything in the query, the client in the header). Clients are not
/// registered: any is let through.
/// </summary>
internal sealed class OAuthToken(AdmitPublisher admit, Askers askers, IOptions<PublisherOptions> options, TimeProvider clock) : IEndpoints
{
    /// <summary>A publisher may do everything with the publisher's own apps.</summary>
    private const string Scope =
        "push-notification:write event:read app:read installation:read deployment:read hook:read hook:write";

    private const int LongestLogin = 320;
    private const int LongestPassword = 1000;

    private readonly TokenLives _lives = new(options.Value.AccessToken, options.Value.RefreshToken, options.Value.RotateRefreshTokens);

    public void Map(IEndpointRouteBuilder app) =>
        app.MapPost("/oauth/token", IssueAsync).WithName("oauth.token").WithMetadata(new TakesForm(), new ForStrangers());

    private async Task IssueAsync(HttpContext http)
    {
        if (!HasReadableClient(http.Request))
        {
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"oauth\"";
            await RefuseAsync(http, StatusCodes.Status401Unauthorized, "invalid_client", "the client's credentials cannot be read");
            return;
        }

        if (await FormOfAsync(http) is not { } form)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "invalid_request", "the form cannot be read");
            return;
        }

        await (Get("grant_type") switch
        {
            "password" => AdmitAsync(http, Get("username"), Get("password"), Get("2fa_confirmation")),
            "refresh_token" => AdmitAgainAsync(http, Get("refresh_token")),
            "" => RefuseAsync(http, StatusCodes.Status400BadRequest, "invalid_request", "grant_type is missing"),
            _ => RefuseAsync(
                http, StatusCodes.Status400BadRequest, "unsupported_grant_type", "grant_type is neither password nor refresh_token"),
        });

        string Get(string name) => FirstOf(form[name]) is { Length: > 0 } text ? text : FirstOf(http.Request.Query[name]);
    }

    private async Task AdmitAsync(HttpContext http, string login, string password, string code)
    {
        if (login.Length == 0 || password.Length == 0)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "invalid_request", "username or password is missing");
            return;
        }

        var outcome = login.Length <= LongestLogin && password.Length <= LongestPassword && !login.Any(char.IsControl)
            ? await admit.ByPasswordAsync(login, password, code.Length == 0 ? null : code, _lives, askers.Of(http), http.RequestAborted)
            : new AdmitOutcome.Refused(new CredentialsOutcome.Wrong());
        if (outcome is AdmitOutcome.Refused { Why: CredentialsOutcome.Busy })
        {
            http.Response.Headers.RetryAfter = CredentialsBody.BusySeconds;
            await RefuseAsync(http, StatusCodes.Status429TooManyRequests, "temporarily_unavailable", "too many want to be let in at this moment");
            return;
        }

        await AnswerAsync(http, (outcome as AdmitOutcome.Admitted)?.Pair, outcome is AdmitOutcome.Refused refused ? WordsOf(refused.Why) : "");
    }

    private async Task AdmitAgainAsync(HttpContext http, string refresh)
    {
        if (refresh.Length == 0)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "invalid_request", "refresh_token is missing");
            return;
        }

        await AnswerAsync(
            http, await admit.ByRefreshAsync(refresh, _lives, http.RequestAborted), "the refresh token is unknown, was used before or has expired");
    }

    private string WordsOf(CredentialsOutcome why) => why switch
    {
        CredentialsOutcome.CodeMissing => "2fa_confirmation is missing",
        CredentialsOutcome.CodeWrong => "2fa_confirmation is wrong, or was used before",
        CredentialsOutcome.Locked locked =>
            $"too many tries went wrong, try again in {CredentialsBody.SecondsOf(locked.Until - clock.GetUtcNow())} s",
        _ => "username and password do not belong together",
    };

    private Task AnswerAsync(HttpContext http, TokenPair? pair, string otherwise)
    {
        if (pair is null)
        {
            return RefuseAsync(http, StatusCodes.Status400BadRequest, "invalid_grant", otherwise);
        }

        return WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteString("access_token", pair.Access);
            json.WriteString("token_type", "bearer");
            json.WriteString("refresh_token", pair.Refresh);
            json.WriteNumber("expires_in", (long)_lives.Access.TotalSeconds);
            json.WriteString("scope", Scope);
        });
    }

    /// <summary>The errors of OAuth (RFC 6749, section 5.2).</summary>
    private static Task RefuseAsync(HttpContext http, int status, string error, string description) => WriteAsync(http, status, json =>
    {
        json.WriteString("error", error);
        json.WriteString("error_description", description);
    });

    private static Task WriteAsync(HttpContext http, int status, Action<System.Text.Json.Utf8JsonWriter> write)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.Pragma = "no-cache";
        return Json.WriteAsync(http, status, json =>
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        });
    }

    private static string FirstOf(StringValues values) => values.Count > 0 ? values[0] ?? "" : "";

    /// <returns>Empty when there is no form; null when it cannot be read.</returns>
    private static async Task<IFormCollection?> FormOfAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
        {
            return FormCollection.Empty;
        }

        ContentCodings.RefuseUnknown(http.Request);
        try
        {
            return await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>No client at all is one; what claims to be one must be name and secret.</summary>
    private static bool HasReadableClient(HttpRequest request)
    {
        var parts = request.Headers.Authorization.ToString().Split(' ', 2, StringSplitOptions.TrimEntries);
        if (!parts[0].Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var bytes = new byte[parts[^1].Length];
        return Convert.TryFromBase64String(parts[^1], bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Contains(':', StringComparison.Ordinal);
    }
}
