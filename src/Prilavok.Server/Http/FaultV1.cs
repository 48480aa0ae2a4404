namespace Prilavok.Server.Http;

/// <summary>Something wrong with a request of v1.</summary>
/// <param name="Code">Of <see cref="ErrorsV1"/>.</param>
/// <param name="Subject">The parameter, or the member and its place, as <c>[3].key.uuid</c>.</param>
/// <param name="Value">What stands there, where it is short enough to be of use.</param>
internal readonly record struct FaultV1(int Code, string Subject, string? Value)
{
    private const int LongestValue = 100;

    /// <summary>Which rule it breaks, for a person.</summary>
    public string Reason { get; init; } = Code == ErrorsV1.Missing ? "missing" : "incorrect";

    public static FaultV1 Missing(string subject) => new(ErrorsV1.Missing, subject, null);

    public static FaultV1 Invalid(string subject, string? value = null) =>
        new(ErrorsV1.Invalid, subject, value is { Length: <= LongestValue } ? value : null);
}
