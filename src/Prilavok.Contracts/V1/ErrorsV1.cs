namespace Prilavok.Contracts.V1;

/// <summary>Why a request was refused.</summary>
public sealed record ErrorsV1(IReadOnlyList<ErrorV1> Errors);

/// <summary>One thing that is wrong.</summary>
/// <param name="Code">1002 bad token, 1004 payment required, 1005 not allowed, 2001 not readable, 2002 missing, 2003 incorrect.</param>
/// <param name="Reason">For a person.</param>
/// <param name="Subject">The member or parameter.</param>
/// <param name="Value">What stands there, where it is short enough to be of use.</param>
public sealed record ErrorV1(int Code, string? Reason = null, string? Subject = null, string? Value = null);

/// <summary>There is no such thing: an object without members.</summary>
public sealed record NothingV1;
