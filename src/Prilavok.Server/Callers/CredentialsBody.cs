using Prilavok.Core.Accounts;
using Prilavok.Server.Http;

namespace Prilavok.Server.Callers;

/// <summary>What people prove who they are with, read and refused in one way everywhere.</summary>
internal static class CredentialsBody
{
    public const int LongestPassword = 200;

    /// <summary>When those who wait will have been let in.</summary>
    public const string BusySeconds = "5";

    private static readonly string[] Kinds = ["owner", "publisher", "administrator"];

    public const string KindsAllowed = "must be owner, publisher or administrator";

    public static AccountKind Kind(this OwnBody body, AccountKind before) =>
        !body.Has("kind", out _) ? before : KindOf(body.Text("kind")) ?? body.Wrong("kind", KindsAllowed, before);

    /// <returns>Null when the word is none of the three.</returns>
    public static AccountKind? KindOf(string word) => Array.IndexOf(Kinds, word) is >= 0 and var index ? (AccountKind)(index + 1) : null;

    public static string WordOf(AccountKind kind) => Kinds[(int)kind - 1];

    public static string Password(this OwnBody body, string name = "password") => body.Text(name, longest: LongestPassword);

    /// <param name="wrong">Status of what is wrong: 401 to a stranger, 403 to somebody who is in already.</param>
    public static Task RefuseAsync(HttpContext http, CredentialsOutcome outcome, DateTimeOffset now, int wrong = StatusCodes.Status401Unauthorized) =>
        outcome switch
        {
            CredentialsOutcome.CodeMissing => Problem.WriteAsync(
                http, wrong, "The code of the second factor is needed too.", more: json => json.WriteBoolean("secondFactor", true)),
            CredentialsOutcome.CodeWrong => Problem.WriteAsync(
                http, wrong, "The code is wrong, or was used before.", more: json => json.WriteBoolean("secondFactor", true)),
            CredentialsOutcome.Locked locked => RefuseLockedAsync(http, locked.Until - now),
            CredentialsOutcome.Busy => RefuseBusyAsync(http),
            _ => Problem.WriteAsync(http, wrong, "Login and password do not belong together."),
        };

    /// <summary>Too many wait for a password to be hashed.</summary>
    public static Task RefuseBusyAsync(HttpContext http)
    {
        http.Response.Headers.RetryAfter = BusySeconds;
        return Problem.WriteAsync(
            http, StatusCodes.Status429TooManyRequests, $"Too many want to be let in at this moment. Try again in {BusySeconds} s.");
    }

    private static Task RefuseLockedAsync(HttpContext http, TimeSpan left)
    {
        http.Response.Headers.RetryAfter = SecondsOf(left).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Problem.WriteAsync(
            http, StatusCodes.Status429TooManyRequests, $"Too many tries went wrong. Try again in {SecondsOf(left)} s.");
    }

    public static long SecondsOf(TimeSpan left) => Math.Max(1, (long)Math.Ceiling(left.TotalSeconds));
}
