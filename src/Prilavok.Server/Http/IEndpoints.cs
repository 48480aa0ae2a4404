namespace Prilavok.Server.Http;

/// <summary>The routes of one feature on one wire.</summary>
internal interface IEndpoints
{
    void Map(IEndpointRouteBuilder app);
}

internal static class Endpoints
{
    /// <summary>Maps the routes of all rooms. Groups keep the order in which they are made, and with it the descriptions theirs.</summary>
    public static void MapEndpoints(this WebApplication app)
    {
        foreach (var endpoints in app.Services.GetServices<IEndpoints>())
        {
            endpoints.Map(app.MapGroup(""));
        }
    }
}
