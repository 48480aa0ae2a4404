namespace Prilavok.Core.Accounts;

public enum AccountKind
{
    Owner = 1,
    Publisher = 2,

    /// <summary>Who runs the server.</summary>
    Administrator = 3,
}

/// <summary>Whose account it is.</summary>
/// <param name="SubjectId">Of the owner or the publisher; of an administrator the account's own id.</param>
public readonly record struct Person(AccountKind Kind, string SubjectId)
{
    /// <summary>The owner that must be held while something of this person is written; empty when there is none.</summary>
    public string OwnerId => Kind == AccountKind.Owner ? SubjectId : "";
}
