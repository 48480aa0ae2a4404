namespace Prilavok.Server.Http;

/// <summary>A header says that the body is of a form that is not read here: 415.</summary>
internal sealed class UnsupportedBodyException(string header, string value, string reason) : Exception($"{header} {reason}.")
{
    private const int LongestValue = 100;

    public string Header => header;

    public string Value { get; } = value.Length > LongestValue ? value[..LongestValue] : value;

    public string Reason => reason;
}
