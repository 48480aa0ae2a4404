using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace Prilavok.Architecture.Tests;

/// <summary>How much one class, one method, one file and one line may hold. The lists of exceptions only get shorter.</summary>
public sealed partial class ShapeTests
{
    private const int MostOfConstructor = 7;
    private const int MostOfMethod = 6;
    private const int MostTypes = 3;
    private const int LongestLine = 150;

    /// <summary>Classes whose constructors take more than seven, with how many.</summary>
    private static readonly string[] WideConstructors =
    [
        "Prilavok.Core.Access.RecogniseToken 11",
        "Prilavok.Core.Accounts.AdministerAccounts 9",
        "Prilavok.Core.Accounts.AdmitPublisher 9",
        "Prilavok.Core.Accounts.ChangePassword 8",
        "Prilavok.Core.Accounts.CheckCredentials 10",
        "Prilavok.Core.Accounts.OpenAccount 10",
        "Prilavok.Core.Accounts.ResetPassword 9",
        "Prilavok.Core.Billing.ChargeSubscription 9",
        "Prilavok.Core.Billing.InstallApp 12",
        "Prilavok.Core.Sandbox.CreateTenant 16",
        "Prilavok.Core.Sandbox.DescribeTenant 11",
        "Prilavok.Core.Sandbox.Settle 10",
        "Prilavok.Core.Sandbox.TurnClock 9",
        "Prilavok.Core.Terminals.ActivateTerminal 8",
        "Prilavok.Server.Accounts.AdministratorEndpoints 10",
        "Prilavok.Server.Accounts.PasswordEndpoints 10",
        "Prilavok.Server.Accounts.SecondFactorEndpoints 8",
        "Prilavok.Server.Api.Catalog.ProductsV1 10",
        "Prilavok.Server.Api.Documents.DocumentsV1 9",
        "Prilavok.Server.Api.Documents.OfdV1 10",
        "Prilavok.Server.Apps.PublisherApps 9",
        "Prilavok.Server.Deliveries.LiveFeed 13",
        "Prilavok.Server.Deliveries.PublisherStream 8",
        "Prilavok.Server.Delivery.DeliveryWorker 8",
        "Prilavok.Server.Delivery.LaneRunner 13",
        "Prilavok.Server.Delivery.ReplayRunner 12",
        "Prilavok.Server.Delivery.ReplayWorker 8",
        "Prilavok.Server.Delivery.UnorderedLane 13",
        "Prilavok.Server.Keys.OpenKeys 8",
        "Prilavok.Server.OwnerAccount.OwnerApps 8",
        "Prilavok.Server.Sandbox.SandboxGate 8",
        "Prilavok.Server.Sandbox.SandboxTenants 9",
        "Prilavok.Server.Sandbox.SandboxTrigger 10",
        "Prilavok.Server.TerminalGateway.TerminalChanges 9",
        "Prilavok.Storage.Postgres.PostgresListener 8",
    ];

    /// <summary>Methods that take more than six, with how many.</summary>
    private static readonly string[] WideMethods =
    [
        "Prilavok.Core.Accounts.ChangePassword.HandleAsync 8",
        "Prilavok.Core.Accounts.ResetPassword.CompleteAsync 7",
        "Prilavok.Core.Catalog.EditImages.AddAsync 9",
        "Prilavok.Core.Catalog.RemoveProducts.HandleAsync 7",
        "Prilavok.Core.Delivery.IReplays.AdvanceAsync 8",
        "Prilavok.Core.Subscriptions.SubscriptionMachine.Start 7",
        "Prilavok.Server.Deliveries.SubjectWalk.PickAsync 7",
        "Prilavok.Server.Delivery.MishapSender.SendAsync 9",
        "Prilavok.Server.Delivery.ReplayRunner.SendAsync 7",
        "Prilavok.Server.Http.ErrorsV2.Write 8",
        "Prilavok.Server.Reading.ProductReaderV2.TryRead 7",
        "Prilavok.Storage.Delivery.ReplayStore.AdvanceAsync 8",
        "Prilavok.Storage.Log.EventLog.ReadAsync 7",
    ];

    /// <summary>Whoever needs more does more than one thing, or wants a class between. Records hold data: they are as wide as that is.</summary>
    [Fact]
    public void A_class_is_made_of_few_things() => AssertListed(WideConstructors, Types()
        .Where(type => type.IsClass && !IsRecord(type))
        .Select(type => (type.FullName, Count: type.GetConstructors(Declared).Select(made => made.GetParameters().Length).DefaultIfEmpty(0).Max()))
        .Where(type => type.Count > MostOfConstructor)
        .Select(type => $"{type.FullName} {type.Count}"));

    [Fact]
    public void A_method_is_given_few_things() => AssertListed(WideMethods, Types()
        .SelectMany(type => type.GetMethods(Declared).Where(method => !IsMade(method)))
        .Where(method => method.GetParameters().Length > MostOfMethod)
        .Select(method => $"{method.DeclaringType!.FullName}.{method.Name} {method.GetParameters().Length}"));

    /// <summary>The cases of a closed family stand within it, so they count as one.</summary>
    [Fact]
    public void A_file_holds_few_types() => Assert.All(Repository.FilesOf(".cs", "src/"), file =>
    {
        var types = TypePattern().Count(Repository.Read(file));
        Assert.True(types <= MostTypes, $"{file} holds {types} types; {MostTypes} are the most.");
    });

    [Fact]
    public void A_line_can_be_read_without_moving_the_text() => Assert.All(Repository.FilesOf(".cs", "src/"), file => Assert.All(
        Repository.Read(file).Split('\n').Index(),
        line =>
            Assert.True(line.Item.Length <= LongestLine, $"{file}:{line.Index + 1} has {line.Item.Length} characters; {LongestLine} are the most.")));

    [Theory]
    [InlineData("public sealed record A(int B);\n", 1)]
    [InlineData("internal static partial class A\n{\n    private sealed class B;\n}\n", 1)]
    [InlineData("public enum A\n{\n}\n\npublic delegate void B();\n\ninternal readonly record struct C(int D);\n\nfile interface E;\n", 4)]
    [InlineData("// public class A\n", 0)]
    public void Types_of_a_file_are_counted_and_not_those_within_them(string source, int types) => Assert.Equal(types, TypePattern().Count(source));

    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static IEnumerable<Type> Types() => Product.Assemblies.SelectMany(row => Product.TypesOf(row.Data));

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    /// <summary>Written by the compiler, as what takes a record apart.</summary>
    private static bool IsMade(MethodInfo method) =>
        method.Name.Contains('<', StringComparison.Ordinal)
        || method.Name == "Deconstruct"
        || method.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false);

    private static void AssertListed(string[] listed, IEnumerable<string> wide)
    {
        var found = wide.Order(StringComparer.Ordinal).ToList();

        Assert.True(!found.Except(listed).Any(), $"Too wide:\n{string.Join('\n', found.Except(listed))}");
        Assert.True(
            !listed.Except(found).Any(), $"Narrower now, so take it from the list or lower its number:\n{string.Join('\n', listed.Except(found))}");
    }

    [GeneratedRegex(
        @"^((public|internal|file) )?((static|sealed|abstract|partial|readonly|ref|unsafe) )*(class|struct|interface|enum|record|delegate) ",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex TypePattern();
}
