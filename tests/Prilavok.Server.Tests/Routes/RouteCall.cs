using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Prilavok.Server.Tests.Kit;

namespace Prilavok.Server.Tests.Routes;

/// <summary>Calls of a route by its pattern.</summary>
internal static partial class RouteCall
{
    /// <summary>The path with each parameter replaced.</summary>
    /// <param name="value">By the parameter's place among the others, and its name.</param>
    public static string PathOf(RouteEndpoint route, Func<int, string, string> value)
    {
        var place = 0;
        return Parameter().Replace(route.RoutePattern.RawText!, match => Uri.EscapeDataString(value(place++, match.Groups["name"].Value)));
    }

    /// <summary>As it is meant: everything that is named is in the account.</summary>
    public static Task<Answer> SendAsync(RouteEndpoint route, Caller caller, Account account) =>
        SendAsync(route, caller, account, (_, name) => account.ValueOf(route, name));

    /// <param name="value">As for <see cref="PathOf"/>.</param>
    public static async Task<Answer> SendAsync(RouteEndpoint route, Caller caller, Account account, Func<int, string, string> value)
    {
        using var content = Samples.ContentOf(route, account);
        return await caller.SendAsync(Samples.MethodOf(route), PathOf(route, value) + Samples.QueryOf(route, account), content);
    }

    [GeneratedRegex(@"\{(?<name>\w+)(:[^}]*)?\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
