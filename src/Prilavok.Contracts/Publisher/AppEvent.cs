using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Prilavok.Contracts.Publisher;

/// <summary>Something that happened to an owner who has the app.</summary>
/// <param name="Timestamp">Unix milliseconds.</param>
/// <param name="Type">In the words of the family of paths: <c>product-group</c> or <c>ProductGroup</c>.</param>
/// <param name="Payload">What it is about, as v2 tells it; of a document all but the body, of stock that a document moved
/// <c>{"id", "store_id", "user_id", "quantity"}</c>.</param>
/// <param name="Source">Who caused it, in the family of <c>/api/apps</c>; left out for the owner and the cloud.</param>
public sealed record AppEvent(
    string Id,
    long Timestamp,
    string Type,
    [AllowedValues("created", "updated", "removed")] string Action,
    JsonElement Payload,
    [AllowedValues("APPLICATION", "DEVICE")] string? Source = null);
