namespace Prilavok.Server.Http;

/// <summary>The routes of one feature on one wire.</summary>
internal interface IEndpoints
{
    void Map(IEndpointRouteBuilder app);
}
