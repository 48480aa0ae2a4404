using Prilavok.Contracts.Manage;
using Prilavok.Contracts.Sandbox;
using Prilavok.Server.OpenApi;

namespace Prilavok.Server.Sandbox;

internal static class SandboxOperations
{
    private const string Tag = "Sandbox";

    public static IEnumerable<Operation> All { get; } = new[]
    {
        new Operation("sandbox.demo", Tag, "Tells who is who in the demo shop").Answers200<Tenant>().Refuses(StatusCodes.Status404NotFound),
        new Operation("sandbox.tenants.create", Tag, "Makes a tenant").Takes<Contracts.Sandbox.NewTenant>()
            .Answer<Tenant>(StatusCodes.Status201Created).Refuses(StatusCodes.Status409Conflict),
        new Operation("sandbox.tenants.find", Tag, "Finds one tenant").Answers200<Tenant>(),
        new Operation("sandbox.tenants.remove", Tag, "Removes a tenant").AnswersEmpty(StatusCodes.Status204NoContent),
        new Operation("sandbox.tenants.addApp", Tag, "Puts one more app into a tenant").With("The member `install` says whether it is installed.")
            .Takes<AppSettingsChange>().Answer<TenantApp>(StatusCodes.Status201Created),
        new Operation("sandbox.clock", Tag, "Turns the clock of a tenant").Takes<ClockTurn>().Answers200<ClockTurned>()
            .Refuses(StatusCodes.Status422UnprocessableEntity),
        new Operation("sandbox.chaos.find", Tag, "Tells what goes wrong on purpose").Answers200<Contracts.Sandbox.Chaos>(),
        new Operation("sandbox.chaos.set", Tag, "Lets things go wrong on purpose").Takes<Contracts.Sandbox.Chaos>()
            .Answers200<Contracts.Sandbox.Chaos>(),
        new Operation("sandbox.chaos.end", Tag, "Lets nothing go wrong any more").AnswersEmpty(StatusCodes.Status204NoContent),
        new Operation("sandbox.settle", Tag, "Waits until everything due has happened").Takes<SettleRequest>().Answers200<Settled>()
            .RefusesAs<Contracts.Either<Settled,
            Contracts.Manage.Problem>>(StatusCodes.Status408RequestTimeout, "application/json", Http.Problem.MediaType),
        new Operation("sandbox.trigger", Tag, "Makes a terminal bring a document").Takes<Trigger>().Answer<Triggered>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity),
    }.Select(operation => operation.For("callers on this machine, and elsewhere for the administrator"))
        .Select(operation => operation.Refuses(StatusCodes.Status415UnsupportedMediaType)); // Whatever a page may send is refused before it is read.
}
