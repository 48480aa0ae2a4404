namespace Prilavok.Contracts.V2;

/// <summary>Why a request was refused.</summary>
/// <param name="Code">A word for programs.</param>
/// <param name="Message">For a person.</param>
/// <param name="Violations">Everything that is wrong with the request, empty where nothing in particular is.</param>
/// <param name="Value">Where the body cannot be read, as <c>line 1, column 161</c>.</param>
public sealed record ErrorV2(string Code, string Message, IReadOnlyList<ViolationV2> Violations, string? Value = null);

/// <summary>One thing that is wrong.</summary>
/// <param name="Reason">For a person, in Russian where the caller asks for it.</param>
/// <param name="Subject">The member or parameter.</param>
public sealed record ViolationV2(string Reason, string Subject);
