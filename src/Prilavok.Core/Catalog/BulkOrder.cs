namespace Prilavok.Core.Catalog;

/// <summary>The numbers are stored.</summary>
public enum BulkStatus
{
    Accepted = 1,
    Running = 2,

    /// <summary>Every item went well.</summary>
    Completed = 3,

    /// <summary>Finished; some or all items could not be applied.</summary>
    Failed = 4,

    /// <summary>Given up: what is applied stays, the rest is not tried any more.</summary>
    Declined = 5,
}

/// <summary>What is to be done with the items. The numbers are stored.</summary>
public enum BulkVerb
{
    Add = 1,
    Replace = 2,
    Remove = 3,
}

/// <summary>A bulk request as it was asked for. Its items are answered as if they had been asked for singly, then.</summary>
/// <param name="Rights">What the app might do when it asked.</param>
/// <param name="Address">How the app addressed the cloud, as <c>http://127.0.0.1:5080</c>.</param>
/// <param name="InRussian">Reasons are told in Russian.</param>
public sealed record BulkOrder(
    string AppId, string StoreId, bool IsGroup, BulkVerb Verb, IReadOnlyList<string> Rights, string Address, bool InRussian);
