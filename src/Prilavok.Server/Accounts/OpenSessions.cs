using Prilavok.Core.Access;
using Prilavok.Core.Accounts;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Accounts;

/// <summary>A person's log-ins that are not over, to be looked through and ended one by one.</summary>
internal sealed class OpenSessions(Sessions sessions, Guard guard) : IEndpoints
{
    private const string Root = "/manage/v1/sessions";

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet(Root, guard.Person(ListAsync)).WithName("manage.sessions.list");
        app.MapDelete(Root + "/{sessionId}", guard.Person(EndAsync)).WithName("manage.sessions.remove");
    }

    private async Task ListAsync(HttpContext http, Grant.OfPerson person)
    {
        var present = Sessions.IdOf(SessionCookie.TokenOf(http.Request)!);
        await OwnerLists.WriteItemsAsync(http, await sessions.ListAsync(person.Person, http.RequestAborted), (json, session) =>
        {
            json.WriteStartObject();
            json.WriteString("id", session.Id);
            json.WriteString("kind", session.IsRefresh ? "refresh" : "session");
            json.WriteString("agent", session.Agent);
            json.WriteString("createdAt", session.CreatedAt.UtcDateTime);
            if (session.ExpiresAt is { } expiresAt)
            {
                json.WriteString("expiresAt", expiresAt.UtcDateTime);
            }
            else
            {
                json.WriteNull("expiresAt");
            }

            json.WriteBoolean("current", session.Id == present);
            json.WriteEndObject();
        });
    }

    private async Task EndAsync(HttpContext http, Grant.OfPerson person)
    {
        if (await sessions.EndOneAsync(person.Person, http.RouteText("sessionId"), http.RequestAborted))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        await Problem.NotFoundAsync(http, "session");
    }
}
