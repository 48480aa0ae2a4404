using Xunit;

namespace Prilavok.Architecture.Tests;

/// <summary>A room uses only rooms above it in the list, so no room can use itself by way of others; and a surface knows no other surface.</summary>
public sealed class RoomTests
{
    /// <summary>Rooms that use what they should not, today. The list only gets shorter.</summary>
    private static readonly string[] Today =
    [
    ];

    public static TheoryData<string> Projects => [.. Rooms.Of.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_room_uses_only_rooms_above_it(string project)
    {
        var order = Rooms.Of[project].Index().ToDictionary(room => room.Item, room => room.Index, StringComparer.Ordinal);

        AssertNone(project, new Arrows(project).All().Where(arrow => order[arrow.From] < order[arrow.To]));
    }

    [Fact]
    public void A_surface_knows_no_other_surface() =>
        AssertNone("surfaces", new Arrows("src/Prilavok.Server").All().Where(
            arrow => Rooms.Surfaces.Contains(arrow.From) && Rooms.Surfaces.Contains(arrow.To)));

    /// <summary>A surface, and a page, asks the business. A backup is a file of the storage, so whoever hands it out knows it.</summary>
    [Fact]
    public void A_surface_knows_nothing_of_the_storage() => Assert.Equal(
        ["src/Prilavok.Server/Administration/BackupEndpoint.cs"],
        Rooms.Surfaces.Order(StringComparer.Ordinal)
            .SelectMany(surface => Repository.FilesOf(".cs", $"src/Prilavok.Server/{surface}/"))
            .Where(file => Repository.Read(file).Contains("Prilavok.Storage", StringComparison.Ordinal)));

    [Fact]
    public void The_storage_has_the_order_of_the_business()
    {
        var business = Rooms.Of["src/Prilavok.Core"].ToList();

        Assert.Distinct(Rooms.Of["src/Prilavok.Storage"]);
        Assert.Equal(
            Rooms.Of["src/Prilavok.Storage"].Where(business.Contains)
                .OrderBy(business.IndexOf), Rooms.Of["src/Prilavok.Storage"].Where(business.Contains));
        Assert.Equal(["Sqlite", "Postgres"], Rooms.Of["src/Prilavok.Storage"].Except(business));
    }

    [Theory]
    [InlineData("Apps", "using Prilavok.Core.Billing;", "Billing")]
    [InlineData("Apps", "using static Prilavok.Core.Billing.InstallOutcome;", "Billing")]
    [InlineData("Apps", "using Installs = Prilavok.Core.Billing.InstallApp;", "Billing")]
    [InlineData("Apps", "x = new Prilavok.Core.Billing.InstallApp(y);", "Billing")]
    [InlineData("Apps", "x = new Core.Billing.InstallApp(y);", "Billing")]
    [InlineData("Apps", "x = new Billing.InstallApp(y);", "Billing")]
    [InlineData("Apps", "/// <see cref=\"Billing.InstallApp.HandleAsync\"/>", "Billing")]
    [InlineData("Apps", "using Prilavok.Core;", "")]
    public void The_rule_sees_each_way_to_use_a_room(string room, string source, string used) =>
        Assert.Equal([used], new Arrows("src/Prilavok.Core").UsedBy(room, source));

    [Theory]
    [InlineData("Demo/Days", "var shop = DemoShop.Build(seed, now);", "Demo")]
    [InlineData("Api/Catalog", "x = new Publisher.OpenStreams(y);", null)]
    [InlineData("Api/Catalog", "using System.Text.Json; var x = Prices.Of(1);", null)]
    public void The_rule_sees_names_of_the_room_around_and_nothing_that_is_not_there(string room, string source, string? used) =>
        Assert.Equal(used is null ? [] : [used], new Arrows("src/Prilavok.Server").UsedBy(room, source));

    private static void AssertNone(string where, IEnumerable<Arrow> offences)
    {
        var found = offences.GroupBy(arrow => $"{where}: {NameOf(arrow.From)} uses {NameOf(arrow.To)}", arrow => arrow.File, StringComparer.Ordinal)
            .ToDictionary(arrows => arrows.Key, arrows => string.Join(", ", arrows), StringComparer.Ordinal);
        var known = Today.Where(line => line.StartsWith(where + ":", StringComparison.Ordinal)).ToList();

        Assert.True(!found.Keys.Except(known).Any(), string.Join(
            '\n', found.Where(line => !known.Contains(line.Key)).Select(line => $"{line.Key} in {line.Value}")));
        Assert.True(!known.Except(found.Keys).Any(), $"Mended, so take it from the list:\n{string.Join('\n', known.Except(found.Keys))}");
    }

    private static string NameOf(string room) => room.Length == 0 ? "the root" : room;
}
