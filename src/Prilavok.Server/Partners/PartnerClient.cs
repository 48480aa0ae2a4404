using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Prilavok.Core;
using Prilavok.Core.Apps;
using Prilavok.Core.Installations;
using Prilavok.Core.Owners;
using Prilavok.Server.Http;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Partners;

/// <summary>Asks a third-party service and waits for what it says. Its answer is trusted in nothing, its length included.</summary>
internal sealed class PartnerClient(OutgoingHttp http, IStorage storage, IOwners owners, IOptions<DeliveryOptions> options) : IPartner
{
    /// <summary>Services return JSON web tokens although 128 characters were promised.</summary>
    private const int LongestToken = 4096;

    public async Task<SignInOutcome> SignInAsync(
        App app, string ownerId, SignInMode mode, IReadOnlyDictionary<string, string> form, CancellationToken ct)
    {
        var owner = await storage.ReadAsync(s => owners.FindAsync(s, ownerId), ct) ?? throw new OwnerUnknownException(ownerId);
        var url = mode == SignInMode.Verify ? app.Settings.UserVerifyUrl : app.Settings.UserCreateUrl;
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = new ReadOnlyMemoryContent(BodyOf(ownerId, form));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", Json.MediaType);
        request.Headers.TryAddWithoutValidation("Accept", Json.MediaType);
        if (app.Settings.ServiceToken is { } token)
        {
            if (token.TextOrNull is not { } known)
            {
                return new SignInOutcome.Refused(null, [], SecretClosedException.Words);
            }

            request.Headers.TryAddWithoutValidation("Authorization", known);
        }

        var way = Way.Begin();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(options.Value.Timeout);
        try
        {
            using var response = await http.SendAsync(request, owner, app.Id, way, limit.Token);
            var status = (int)response.StatusCode;
            var (answer, text) = await PartnerAnswer.ReadWholeAsync(response, limit.Token);
            return status == StatusCodes.Status200OK ? Understand(status, answer, text, ownerId) : Refused(status, answer, text);
        }
        catch (Exception e) when ((e is OperationCanceledException && !ct.IsCancellationRequested) || CallFault.IsOne(e))
        {
            return new SignInOutcome.Refused(null, [], http.FaultOf(e, request, way, options.Value.Timeout).Sentence + "; try again later.");
        }
    }

    /// <summary>The owner's id under both names it has had, then what the person filled in.</summary>
    private static ReadOnlyMemory<byte> BodyOf(string ownerId, IReadOnlyDictionary<string, string> form)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, Json.WriterOptions);
        json.WriteStartObject();
        json.WriteString("userUuid", ownerId);
        json.WriteString("userId", ownerId);
        foreach (var (name, value) in form)
        {
            if (name is not ("userUuid" or "userId"))
            {
                json.WriteString(name, value);
            }
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static SignInOutcome.Refused Refused(int status, JsonElement? answer, string? text)
    {
        var faults = PartnerFaults.Of(answer);
        return new(status, faults, ReasonOf(status, faults is [var first, ..] ? first.Code : null)) { Said = faults.Count == 0 ? text : null };
    }

    private static SignInOutcome Understand(int status, JsonElement? answer, string? text, string ownerId)
    {
        if (NamesAnother(answer, "userId", ownerId) || NamesAnother(answer, "userUuid", ownerId))
        {
            return new SignInOutcome.Refused(status, [], "The service answered for another owner.");
        }

        if (HasBilling(answer) is not { } hasBilling)
        {
            return new SignInOutcome.Refused(status, [], "The service answered with a hasBilling that is neither true nor false.");
        }

        return TextOf(answer, "token") is { Length: > 0 and <= LongestToken } token && token.All(c => c is >= ' ' and <= '~')
            ? new SignInOutcome.SignedIn(token, hasBilling)
            : new SignInOutcome.Refused(status, PartnerFaults.Of(answer), "The service answered without a token that can be used.") { Said = text };
    }

    /// <summary>An owner is named by either member, by both, or not at all; by a number, where a service keeps ids so.</summary>
    private static bool NamesAnother(JsonElement? answer, string name, string ownerId) =>
        MemberOf(answer, name) is { } member && PartnerAnswer.TextOf(member) is { } named
        && !named.Equals(ownerId, StringComparison.OrdinalIgnoreCase)
        && !(member.ValueKind == JsonValueKind.Number && named == string.Concat(ownerId.Where(char.IsAsciiDigit)).TrimStart('0'));

    /// <summary>Some services have numbers for tokens.</summary>
    private static string? TextOf(JsonElement? answer, string name) => MemberOf(answer, name) is { } value ? PartnerAnswer.TextOf(value) : null;

    /// <returns>Null when it cannot be understood: who is charged must not be guessed.</returns>
    private static bool? HasBilling(JsonElement? answer)
    {
        if (MemberOf(answer, "hasBilling") is not { } value || (value.ValueKind == JsonValueKind.String && value.ValueEquals("")))
        {
            return false;
        }

        return Flags.TryRead(value, out var flag) ? flag : null;
    }

    private static JsonElement? MemberOf(JsonElement? answer, string name) =>
        answer is { } known && known.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string ReasonOf(int status, string? code) => code switch
    {
        "1001" => "The service does not accept its own service token: it is set up wrongly.",
        "1006" => "Wrong login or password.",
        "2001" => "The service could not read the request.",
        "2002" or "2003" => "The service misses a field of the form, or does not accept its value.",
        "2004" => "This account belongs to another owner already.",
        "2005" => "There is an account with these data already; sign in to it instead.",
        _ when status >= 500 => "The service failed; try again later.",
        _ => string.Create(CultureInfo.InvariantCulture, $"The service refused with status {status}."),
    };
}
