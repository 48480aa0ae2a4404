namespace Prilavok.Core.Apps;

public enum SignInMode
{
    /// <summary>The owner has an account at the service: <c>user/verify</c>.</summary>
    Verify,

    /// <summary>The service opens one: <c>user/create</c>.</summary>
    Create,
}

/// <summary>What a service answered to a registration or a log-in.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    /// <param name="UserToken">To be sent with every notification about this owner.</param>
    /// <param name="PartnerBills">The service charges this owner itself.</param>
    public sealed record SignedIn(string UserToken, bool PartnerBills) : SignInOutcome;

    /// <param name="Status">HTTP status of the service; null when it did not answer in time.</param>
    /// <param name="Codes">The error codes of its answer, 1001 … 2005.</param>
    /// <param name="Reason">For the person who tries to install.</param>
    public sealed record Refused(int? Status, IReadOnlyList<int> Codes, string Reason) : SignInOutcome;
}

/// <summary>The requests the cloud makes to a third-party service and waits for.</summary>
public interface IPartner
{
    Task<SignInOutcome> SignInAsync(
        App app, string ownerId, SignInMode mode, IReadOnlyDictionary<string, string> form, CancellationToken ct);
}
