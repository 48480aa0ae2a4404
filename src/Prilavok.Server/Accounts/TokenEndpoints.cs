using System.Text.Json;
using Prilavok.Core.Access;
using Prilavok.Core.Accounts;
using Prilavok.Core.Owners;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Accounts;

/// <summary>Tokens that a person makes for programs. They make no tokens themselves.</summary>
internal sealed class TokenEndpoints(PersonalTokens tokens, Guard guard, TimeProvider clock) : IEndpoints
{
    private const string Root = "/manage/v1/tokens";

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Root, guard.Person(ListAsync)).WithName("manage.tokens.list");
        app.MapPost(Root, guard.Person(MakeAsync)).WithName("manage.tokens.create");
        app.MapDelete(Root + "/{tokenId}", guard.Person(RemoveAsync)).WithName("manage.tokens.remove");
    }

    private async Task ListAsync(HttpContext http, Grant.OfPerson person)
    {
        var list = await tokens.ListAsync(person.Person, http.RequestAborted);
        await Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("items");
            foreach (var token in list)
            {
                Write(json, token, null);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private async Task MakeAsync(HttpContext http, Grant.OfPerson person)
    {
        using var body = await OwnBody.ReadAsync(http);
        var name = body.Text("name", longest: 100);
        var scopes = ScopesOf(body, person.Person.Kind);
        var expiresAt = ExpiryOf(body);
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        if (await tokens.MakeAsync(person.Person, name, scopes, expiresAt, http.RequestAborted) is not { } made)
        {
            await Problem.WriteAsync(http, StatusCodes.Status409Conflict, $"There are {PersonalTokens.Most} tokens already: take some back first.");
            return;
        }

        await Json.WriteAsync(http, StatusCodes.Status201Created, json => Write(json, made.Made, made.Token));
    }

    private async Task RemoveAsync(HttpContext http, Grant.OfPerson person)
    {
        if (await tokens.RemoveAsync(person.Person, http.RouteText("tokenId"), http.RequestAborted))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        await Problem.NotFoundAsync(http, "token");
    }

    private static IReadOnlyList<string> ScopesOf(OwnBody body, AccountKind kind)
    {
        var (asked, known) = (body.Texts("scopes", []), Scopes.Of(kind));
        if (known.Count == 0)
        {
            return body.Wrong("scopes", "an administrator has none to give", asked);
        }

        if (asked.Count == 0)
        {
            return body.Wrong("scopes", "must name at least one of " + string.Join(", ", known), asked);
        }

        return asked.FirstOrDefault(scope => !known.Contains(scope)) is { } odd
            ? body.Wrong("scopes", $"{odd} is none of {string.Join(", ", known)}", asked)
            : [.. asked.Distinct(StringComparer.Ordinal)];
    }

    private DateTimeOffset? ExpiryOf(OwnBody body)
    {
        if (body.MaybeText("expiresAt", longest: 40) is not { } text)
        {
            return null;
        }

        return Instants.TryParse(text, out var at) && at > clock.GetUtcNow()
            ? at
            : body.Wrong<DateTimeOffset?>("expiresAt", "must be a time to come, such as 2030-01-01T00:00:00Z", null);
    }

    private static void Write(Utf8JsonWriter json, PersonalToken token, string? secret)
    {
        json.WriteStartObject();
        json.WriteString("id", token.Id);
        json.WriteString("name", token.Name);
        json.WriteStartArray("scopes");
        foreach (var scope in token.Scopes)
        {
            json.WriteStringValue(scope);
        }

        json.WriteEndArray();
        json.WriteString("createdAt", token.CreatedAt.UtcDateTime);
        if (token.ExpiresAt is { } expiresAt)
        {
            json.WriteString("expiresAt", expiresAt.UtcDateTime);
        }
        else
        {
            json.WriteNull("expiresAt");
        }

        if (secret is not null)
        {
            json.WriteString("token", secret);
        }

        json.WriteEndObject();
    }
}
