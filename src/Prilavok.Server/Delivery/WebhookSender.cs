using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Delivery;
using Prilavok.Core.Owners;
using Prilavok.Server.Partners;

namespace Prilavok.Server.Delivery;

/// <param name="Status">Null when there was no answer.</param>
/// <param name="Error">Why it does not count as delivered; null when it does.</param>
/// <param name="Response">The beginning of what the receiver said when it refused.</param>
/// <param name="Wait">How long the receiver asks to be left alone; null when it does not ask.</param>
internal readonly record struct SendResult(
    int? Status, string? Error, TimeSpan Took, TimeSpan? Wait = null, string? Response = null, AttemptTimings? Timings = null)
{
    /// <summary>The receiver did not answer in time.</summary>
    public bool IsLate { get; init; }

    /// <summary>There was nothing to send: the event cannot be written, whoever receives it.</summary>
    public bool IsUnwritten { get; init; }

    public static SendResult Unwritten(string fault) => new(null, fault, TimeSpan.Zero) { IsUnwritten = true };
}

/// <summary>Sends one notification and looks at the status of the answer; its body is of no interest.</summary>
internal sealed class WebhookSender(OutgoingHttp http, IOptions<DeliveryOptions> options, TimeProvider clock)
{
    /// <param name="now">On the owner's clock.</param>
    public async Task<SendResult> SendAsync(Outgoing outgoing, Owner owner, Guid deliveryId, DateTimeOffset now, CancellationToken ct)
    {
        var way = Way.Begin();
        var started = clock.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(options.Value.Timeout);
        HttpRequestMessage? request = null;
        try
        {
            request = RequestOf(outgoing, owner, deliveryId, now);
            using var response = await http.SendAsync(request, owner, outgoing.AppId, way, limit.Token);
            var timings = way.Timings(null, clock.GetElapsedTime(started));
            var error = ErrorOf(response.StatusCode);
            var said = error is null ? null : await BeginningAsync(response, limit.Token);
            return new SendResult((int)response.StatusCode, error, clock.GetElapsedTime(started), WaitOf(response), said, timings);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            return Failed(e) with { IsLate = true };
        }
        catch (Exception e) when (CallFault.IsOne(e))
        {
            return Failed(e);
        }
        catch (Exception e) when (e is not (OperationCanceledException or StorageUnavailableException or OwnerUnknownException))
        {
            return new SendResult(null, "could not be sent: " + FaultWords.Of(e), clock.GetElapsedTime(started));
        }
        finally
        {
            request?.Dispose();
        }

        SendResult Failed(Exception e) => new(
            null, http.FaultOf(e, request, way, options.Value.Timeout).Cause, clock.GetElapsedTime(started),
            Timings: way.Timings(http.DialFor(request), null));
    }

    private HttpRequestMessage RequestOf(Outgoing outgoing, Owner owner, Guid deliveryId, DateTimeOffset now)
    {
        var request = new HttpRequestMessage(outgoing.Method, outgoing.Url) { Content = new ReadOnlyMemoryContent(outgoing.Body) };
        foreach (var (name, value) in WebhookHeaders.Of(outgoing, owner.Id, deliveryId, now, clock.GetUtcNow()))
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    /// <summary>For whoever looks for the reason. Whatever goes wrong with it, the status is known.</summary>
    private async Task<string?> BeginningAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            return await PartnerAnswer.BeginningAsync(response, options.Value.ResponseShown, ct);
        }
        catch (Exception e) when (e is OperationCanceledException || CallFault.IsOne(e))
        {
            return null;
        }
    }

    private TimeSpan? WaitOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow(),
        _ => null,
    };

    private string? ErrorOf(HttpStatusCode status) =>
        status == HttpStatusCode.OK || (options.Value.AcceptAny2xx && (int)status is >= 200 and < 300)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"answered {(int)status}");
}
