using System.CommandLine;
using Prilavok.Storage;

namespace Prilavok.Server.Cli;

/// <summary>The folder a command works on: that of <c>--data</c>, or the one a server started here would have.</summary>
internal static class DataFolder
{
    public static Option<string?> NewOption() => new("--data") { Description = "Folder of the data [prilavok-data]" };

    public static string Of(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) ?? WebApplication.CreateSlimBuilder().Configuration["Prilavok:Data"] ?? new StorageOptions().Data;
}
