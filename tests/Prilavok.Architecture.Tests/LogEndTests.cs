using System.Reflection;
using System.Text.RegularExpressions;
using Prilavok.Core.Log;
using Xunit;

namespace Prilavok.Architecture.Tests;

/// <summary>Where a log ends is told together with its events, so nobody can put a cursor where another statement says that it ends.</summary>
public sealed partial class LogEndTests
{
    /// <summary>
    /// The owner's row is held there, so no other can append: documents, products and stays of terminals get their numbers, and a lane
    /// comes to rest only where the log
    /// has nothing more.
    /// </summary>
    private static readonly string[] Holding =
    [
        "src/Prilavok.Core/Documents/AcceptDocuments.cs",
        "src/Prilavok.Core/Documents/MoveStock.cs",
        "src/Prilavok.Storage/Catalog/ProductRow.cs",
        "src/Prilavok.Storage/Catalog/ProductStore.cs",
        "src/Prilavok.Storage/Delivery/LaneStore.cs",
        "src/Prilavok.Storage/Log/EventLog.cs",
        "src/Prilavok.Storage/Terminals/TerminalStore.cs",
    ];

    [Fact]
    public void A_log_answers_with_a_number_only_whoever_appends() => Assert.Equal(
        [nameof(IEventLog.AppendAsync)],
        typeof(IEventLog).GetMethods().Where(method => method.ReturnType == typeof(Task<long>)).Select(method => method.Name));

    [Fact]
    public void The_version_of_a_log_is_no_place_in_it()
    {
        Assert.Empty(typeof(LogVersion).GetProperties());
        Assert.Empty(typeof(LogVersion).GetFields());
        Assert.DoesNotContain(
            typeof(LogVersion).GetMethods(BindingFlags.Public | BindingFlags.Static), method => method.Name is "op_Implicit" or "op_Explicit");
    }

    [Fact]
    public void Only_whoever_holds_the_owner_asks_where_its_log_ends() => Assert.Equal(
        Holding, Repository.FilesOf(".cs", "src/").Where(file => HeldPattern().IsMatch(Repository.Read(file))).Order(StringComparer.Ordinal));

    [Fact]
    public void No_statement_is_given_the_end_of_a_log_but_the_one_that_moves_it() => Assert.Equal(
        ["src/Prilavok.Storage/Log/EventLog.cs"],
        Repository.FilesOf(".cs", "src/Prilavok.Storage/")
            .Where(file => Repository.Read(file).Contains("@head", StringComparison.OrdinalIgnoreCase)));

    [GeneratedRegex(@"\b(work|sql)\.Head\b", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex HeldPattern();
}
