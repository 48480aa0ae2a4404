namespace Prilavok.Core.Installations;

/// <summary>An app in an owner's account.</summary>
/// <param name="Token">The cloud token: the service calls the REST API with it.</param>
/// <param name="UserToken">What the service gave for this owner; null as long as it gave none.</param>
/// <param name="Rights">Frozen at installation.</param>
public sealed record Installation(
    string OwnerId, string AppId, Secret Token, Secret? UserToken, IReadOnlyList<string> Rights, bool PartnerBills, DateTimeOffset CreatedAt)
{
    /// <summary>Ids of the terminals it is on; null is all there are and will be.</summary>
    public IReadOnlyList<string>? Terminals { get; init; }

    /// <summary>The number of the version the owner has.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Which of the settings that version had over time.</summary>
    public int Revision { get; init; } = 1;

    public bool IsOn(string terminalId) => Terminals is null || Terminals.Contains(terminalId, StringComparer.OrdinalIgnoreCase);
}
