namespace Prilavok.Server.Cli;

/// <summary>A command cannot be carried out. The message is told to the person, and the process ends with 1.</summary>
internal sealed class CommandException(string message, Exception? inner = null) : Exception(message, inner);
