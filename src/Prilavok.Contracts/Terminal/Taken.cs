using Prilavok.Contracts.Manage;

namespace Prilavok.Contracts.Terminal;

/// <summary>What became of the documents a terminal brought.</summary>
/// <param name="Accepted">Ids of those that are kept.</param>
/// <param name="Duplicates">Ids of those that were there, or were before they were replaced.</param>
public sealed record DocumentsTaken(
    IReadOnlyList<string> Accepted, IReadOnlyList<string> Duplicates, IReadOnlyList<DocumentRefusal> Rejected);

/// <summary>Why a document was not kept.</summary>
/// <param name="Id">Empty where it could not be read.</param>
/// <param name="Code">What kind of reason it is, as <c>foreign_document</c>.</param>
public sealed record DocumentRefusal(string Id, string Code, IReadOnlyList<Violation> Violations);

/// <summary>Ids of the products that are kept.</summary>
public sealed record ProductsTaken(IReadOnlyList<string> Accepted);
