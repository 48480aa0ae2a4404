namespace Prilavok.Core.Installations;

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
    /// <param name="Faults">What it says is wrong.</param>
    /// <param name="Reason">For the person who tries to install.</param>
    public sealed record Refused(int? Status, IReadOnlyList<PartnerFault> Faults, string Reason) : SignInOutcome
    {
        /// <summary>The beginning of what it said instead; null where it said what is wrong, or nothing.</summary>
        public string? Said { get; init; }
    }
}

/// <summary>What is wrong, as a service says it. What it does not say is null.</summary>
/// <param name="Code">1001 … 2005 as published, or a word of its own.</param>
public sealed record PartnerFault(string? Code, string? Reason, string? Subject, string? Value);
