using Prilavok.Core.Access;
using Prilavok.Core.Owners;
using Prilavok.Server.Hosting;

namespace Prilavok.Server.Manage;

internal sealed class OwnerLogin(LogIn logIn, Guard guard) : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/manage/v1/login", LogInAsync).WithName("manage.login");
        app.MapDelete("/manage/v1/login", guard.Owner(LogOutAsync)).WithName("manage.logout");
    }

    private async Task LogInAsync(HttpContext http)
    {
        using var body = await OwnBody.ReadAsync(http);
        var login = body.Text("login");
        var password = body.Text("password");
        if (await body.IsFaultyAsync(http))
        {
            return;
        }

        if (await logIn.HandleAsync(login, password, http.RequestAborted) is not { } session)
        {
            await Problem.WriteAsync(http, StatusCodes.Status401Unauthorized, "Login and password do not belong together.");
            return;
        }

        await Json.WriteAsync(http, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteString("ownerId", session.OwnerId);
            json.WriteString("token", session.Token);
            json.WriteEndObject();
        });
    }

    private async Task LogOutAsync(HttpContext http, Grant.OfOwner owner)
    {
        await logIn.EndAsync(owner.OwnerId, Guard.TokenOf(http.Request)!, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
