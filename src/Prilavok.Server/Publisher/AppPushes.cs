using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Pushes;
using Prilavok.Server.Callers;
using Prilavok.Server.Http;

namespace Prilavok.Server.Publisher;

/// <summary>Messages of an app to its part on terminals.</summary>
internal sealed class AppPushes(SendPush send, FindPush find, AppGate gate, IOptions<PublisherOptions> options) : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        app = app.InArea("push-notification");
        Map(HttpMethod.Post, "/push-notifications", "pushes.send", SendAsync);
        Map(HttpMethod.Post, "/devices/{deviceId}/push-notifications", "pushes.sendToDevice", SendAsync);
        Map(HttpMethod.Get, "/push-notifications/{pushId}", "pushes.find", FindAsync);

        void Map(HttpMethod method, string pattern, string name, Func<HttpContext, AppCaller, Task> handler) =>
            gate.Map(app, method, pattern, name, Rights.PushWrite, handler);
    }

    private async Task SendAsync(HttpContext http, AppCaller caller)
    {
        using var body = await Json.ReadAsync(http);
        var violations = new List<ViolationV2>();
        var read = PushReader.Read(body.RootElement, http.GetRouteValue("deviceId") as string, options.Value.LargestPush, violations);
        if (violations.Count > 0)
        {
            await ErrorsV2.WriteValidationAsync(http, violations);
            return;
        }

        var push = new NewPush(caller.App.Id, caller.OwnerId, read.Devices, read.Payload, read.ActiveTill);
        switch (await send.HandleAsync(push, http.RequestAborted))
        {
            case SendOutcome.Accepted accepted:
                await Json.WriteAsync(http, StatusCodes.Status202Accepted, json => PushWriter.Write(json, accepted.Task));
                break;
            case SendOutcome.UnknownDevices unknown:
                await ErrorsV2.WriteUnknownDevicesAsync(http, unknown.Devices);
                break;
            case SendOutcome.NotInstalled:
                await Faults.TellAsync(http, StatusCodes.Status402PaymentRequired, null);
                break;
            case SendOutcome.NotInFuture:
                await ErrorsV2.WriteValidationAsync(http, read.ActiveTillName, "must be a future date");
                break;
            case var unknown:
                throw new InvalidOperationException($"No answer for {unknown}.");
        }
    }

    private async Task FindAsync(HttpContext http, AppCaller caller)
    {
        if (await find.HandleAsync(caller.App.Id, http.RouteText("pushId"), caller.OwnerId, http.RequestAborted) is { } task)
        {
            await Json.WriteAsync(http, StatusCodes.Status200OK, json => PushWriter.Write(json, task));
        }
        else
        {
            await Faults.TellAsync(http, StatusCodes.Status404NotFound, null);
        }
    }
}
