using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Prilavok.Core;
using Prilavok.Core.Access;
using Prilavok.Server.Http;

namespace Prilavok.Server.Callers;

/// <summary>
/// A POST with an <c>Idempotency-Key</c> is carried out once, however often it is sent: within a day a repetition is given the answer of
/// the first. It is carried out to its end even where the caller has hung up, who will ask again.
/// </summary>
internal sealed class OnlyOnce(IStorage storage, IKeyedCalls calls, ISecrets secrets, TimeProvider clock)
{
    public const string Header = "Idempotency-Key";

    /// <summary>Tells that an answer was given before.</summary>
    public const string Repeated = "Idempotency-Replayed";

    private const int LongestKey = 255;

    /// <summary>
    /// Bytes of an answer that are kept beside so many times those of the body that led to it: a small call must not fill the disk. No answer
    /// that makes something is nearly as long, but those that show all settings of an app.
    /// </summary>
    private const int LongestAnswer = 64 * 1024;
    private const int TimesBody = 8;

    /// <summary>Kept in place of an answer that is too long.</summary>
    private const string TooLong = "";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Longer than any call takes. After a crash, so long the outcome is not known.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Whether calls of this kind take a key. The wire of v1 has none, and what it does twice is done once.</summary>
    public static bool Takes(string method, PathString path) => HttpMethods.IsPost(method) && Surfaces.Of(path) != Surface.V1;

    public Task RunAsync<TGrant>(HttpContext http, TGrant grant, Func<HttpContext, TGrant, Task> handler)
        where TGrant : Grant =>
        http.Request.Headers.ContainsKey(Header) && Takes(http.Request.Method, http.Request.Path)
            ? RunKeyedAsync(http, CallerOf(grant), grant.OwnerId, () => handler(http, grant))
            : handler(http, grant);

    private static string CallerOf(Grant grant) => grant switch
    {
        Grant.OfApp app => "app " + app.AppId,
        Grant.OfPerson { Person: var person } => $"{person.Kind} {person.SubjectId}",
        _ => throw new InvalidOperationException($"No keyed calls for {grant.GetType().Name}."),
    };

    private async Task RunKeyedAsync(HttpContext http, string caller, string ownerId, Func<Task> handler)
    {
        if (http.Request.Headers[Header] is not [{ Length: > 0 and <= LongestKey } key] || key.Any(c => c is < ' ' or > '~'))
        {
            await TellAsync(http, StatusCodes.Status400BadRequest, $"must be one text of 1 to {LongestKey} characters of ASCII");
            return;
        }

        ContentCodings.RefuseUnknown(http.Request);
        var body = await Json.ReadBytesAsync(http.Request, http.RequestAborted);
        http.Request.Body = new MemoryStream(body.ToArray(), writable: false);
        http.RequestAborted = CancellationToken.None;
        var call = new KeyedCall(ownerId, caller, key, PrintOf(http.Request, body.Span));
        var now = clock.GetUtcNow();
        switch (await storage.WriteAsync(work => calls.BeginAsync(work, call, now, now + Longest), CancellationToken.None))
        {
            case KeyedTurn.First:
                await CarryOutAsync(http, call, body.Length, handler);
                break;
            case KeyedTurn.Answered answered:
                await RepeatAsync(http, answered.Answer);
                break;
            case KeyedTurn.Another:
                await TellAsync(http, StatusCodes.Status422UnprocessableEntity, "was given to another call; a new call needs a new key");
                break;
            default:
                http.Response.Headers.RetryAfter = "1";
                await TellAsync(http, StatusCodes.Status409Conflict, "was given to a call that is still under way; send it again later");
                break;
        }
    }

    private async Task CarryOutAsync(HttpContext http, KeyedCall call, int brought, Func<Task> handler)
    {
        var isKept = false;
        try
        {
            using var body = new MemoryStream();
            await CatchAsync(http, body, handler);
            if (IsFinal(http.Response.StatusCode))
            {
                var answer =
                    secrets.Protect(body.Length > LongestAnswer + ((long)TimesBody * brought) ? TooLong : KeptAnswer.Of(http.Response, body).Write());
                await storage.WriteAsync(work => calls.AnswerAsync(work, call, answer, clock.GetUtcNow() + Kept), CancellationToken.None);
                isKept = true;
            }

            if (body.Length > 0)
            {
                await http.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), http.RequestAborted);
            }
        }
        finally
        {
            if (!isKept)
            {
                await storage.WriteAsync(work => calls.ForgetAsync(work, call), CancellationToken.None);
            }
        }
    }

    /// <summary>Nothing of the answer goes out before it is kept.</summary>
    private static async Task CatchAsync(HttpContext http, Stream body, Func<Task> handler)
    {
        var outside = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var inside = new StreamResponseBodyFeature(body, outside);
        http.Features.Set<IHttpResponseBodyFeature>(inside);
        try
        {
            await handler();
            await inside.Writer.FlushAsync(http.RequestAborted);
        }
        finally
        {
            http.Features.Set(outside);
        }
    }

    private async Task RepeatAsync(HttpContext http, string answer)
    {
        string kept;
        try
        {
            kept = secrets.Unprotect(answer);
        }
        catch (CryptographicException)
        {
            await TellAsync(http, StatusCodes.Status409Conflict, "was given to a call that was carried out; its answer can no longer be read");
            return;
        }

        if (kept == TooLong)
        {
            await TellAsync(http, StatusCodes.Status409Conflict, "was given to a call that was carried out; its answer was too long to be kept");
            return;
        }

        http.Response.Headers[Repeated] = "true";
        await KeptAnswer.Read(kept).SendAsync(http.Response);
    }

    /// <summary>After these, the same call may have another outcome.</summary>
    private static bool IsFinal(int status) => status < 500 && status is not (
        StatusCodes.Status401Unauthorized or StatusCodes.Status408RequestTimeout or StatusCodes.Status429TooManyRequests);

    private static byte[] PrintOf(HttpRequest request, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Path}{request.QueryString}\n"));
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    private static Task TellAsync(HttpContext http, int status, string reason) => Surfaces.Of(http.Request.Path) == Surface.V2
        ? ErrorsV2.WriteAsync(http, status, [new ViolationV2(Header, reason)])
        : Problem.WriteAsync(http, status, "The call cannot be carried out under its key.", [(Header, reason)]);
}
