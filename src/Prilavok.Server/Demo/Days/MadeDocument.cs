namespace Prilavok.Server.Demo.Days;

/// <summary>A document as a terminal sends it: v2 shape, without what the cloud adds.</summary>
internal sealed record MadeDocument(string TerminalId, byte[] Json);
