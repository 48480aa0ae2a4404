using System.ComponentModel.DataAnnotations;

namespace Prilavok.Contracts.V2;

/// <summary>A bulk task.</summary>
/// <param name="Details">Once it is done: for each item what the single request would have been answered.</param>
public sealed record BulkTaskV2(
    string Id,
    string ModifiedAt,
    [AllowedValues("ACCEPTED", "RUNNING", "COMPLETED", "FAILED", "DECLINED")] string Status,
    [AllowedValues("product", "product-group")] string Type,
    IReadOnlyList<BulkDetailV2>? Details = null);

/// <summary>What came of one item: the product or group as it is now, an error with the id, or nothing for one that was removed.</summary>
public sealed record BulkDetailV2 : Open;

/// <summary>Why one item of several was refused.</summary>
/// <param name="Code">A word for programs.</param>
/// <param name="Message">For a person.</param>
/// <param name="ProductId">Of a product, where it could be read.</param>
/// <param name="ProductGroupId">Of a group, where it could be read.</param>
/// <param name="Id">The same again.</param>
/// <param name="Value">Where the item cannot be read.</param>
public sealed record ItemErrorV2(
    string Code,
    string Message,
    IReadOnlyList<ViolationV2> Violations,
    string? ProductId = null,
    string? ProductGroupId = null,
    string? Id = null,
    string? Value = null);
