using Prilavok.Core.Apps;

namespace Prilavok.Core.Installations;

/// <summary>The requests the cloud makes to a third-party service and waits for.</summary>
public interface IPartner
{
    Task<SignInOutcome> SignInAsync(
        App app, string ownerId, SignInMode mode, IReadOnlyDictionary<string, string> form, CancellationToken ct);
}
