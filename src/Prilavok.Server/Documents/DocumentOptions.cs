namespace Prilavok.Server.Documents;

/// <summary>
/// How documents are told where the real cloud is not documented, or has told them in more than one way. Section <c>Prilavok:Documents</c>.
/// </summary>
public sealed class DocumentOptions
{
    /// <summary>
    /// A receipt of v1 ends with a PAYMENT of change though there is none, of 0, as in the samples of 2016. Default false: as live receipts of
    /// 2022, whoever pays exactly, or by card, has no such payment.
    /// </summary>
    public bool ZeroChange { get; set; }
}
