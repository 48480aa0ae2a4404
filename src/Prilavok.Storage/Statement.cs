namespace Prilavok.Storage;

/// <summary>A statement that runs for each of many rows. Its values are given by place, which costs less than a look at an object.</summary>
/// <param name="Parameters">As they stand in the text, <c>@</c> included, in the order of the values.</param>
internal sealed record Statement(string Text, params string[] Parameters);
