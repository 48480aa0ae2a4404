using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Prilavok.Server.Reading;

/// <summary>How the catalogue of v2 behaves where the real cloud is not documented. Section <c>Prilavok:Catalogue</c>.</summary>
public sealed class CatalogueOptions
{
    /// <summary>Objects in one bulk request or plain array. Default 5000.</summary>
    [Range(1, 100_000)]
    public int LargestBulk { get; set; } = 5000;

    /// <summary>Ids in one DELETE. The real cloud promises 100, clients send more. Default 1000.</summary>
    [Range(1, 10_000)]
    public int LargestDelete { get; set; } = 1000;

    /// <summary>A PUT that leaves the quantity out keeps the stock, though it might write it. Default false: it is left without any.</summary>
    public bool KeepOmittedQuantity { get; set; }

    /// <summary>A PUT that says what is kept already changes nothing and is told to nobody. Default false: the time of change moves.</summary>
    public bool SkipUnchanged { get; set; }

    /// <summary>A group is deleted without what is inside it. Default false: the contents go with it.</summary>
    public bool KeepContents { get; set; }

    /// <summary>Every type of product may have a commodity code. Default false: only those that the documentation lists.</summary>
    public bool ClassifyAnyType { get; set; }

    /// <summary>Types of products beyond those known. Default none.</summary>
    public string[] MoreTypes { get; set; } = [];

    /// <summary>Taxes beyond those known. Default none.</summary>
    public string[] MoreTaxes { get; set; } = [];

    /// <summary>Bulk tasks worked on at the same time, each of another owner. Default 4.</summary>
    [Range(1, 100)]
    public int BulkTasks { get; set; } = 4;

    /// <summary>How long a bulk task is ours without progress; after a crash it waits so long to be taken up. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:30:00")]
    public TimeSpan BulkLease { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a bulk task can be asked for once it is done. Default 2 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan BulkRetention { get; set; } = TimeSpan.FromDays(2);

    /// <summary>Looking for bulk tasks without having been told. Default 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan BulkPollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Rest after an unexpected fault, before the same is tried again. Default 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan BulkFaultPause { get; set; } = TimeSpan.FromSeconds(1);
}

[OptionsValidator]
internal sealed partial class CatalogueOptionsValidator : IValidateOptions<CatalogueOptions>;
