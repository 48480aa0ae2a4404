using Xunit;

namespace Prilavok.Architecture.Tests;

/// <summary>Each room registers itself, and what puts the rooms together names them and little else.</summary>
public sealed class CompositionTests
{
    private const int MostLines = 100;

    private const string Host = "src/Prilavok.Server/Host/PrilavokHost.cs";

    private static readonly string[] Roots = [.. Rooms.Compositions, Host, "src/Prilavok.Server/Program.cs"];

    public static TheoryData<string> Registrations => [.. Repository.FilesOf("/Registration.cs", "src/")];

    [Fact]
    public void The_root_files_of_all_projects_are_short_together()
    {
        var lines = Roots.Sum(file => Repository.Read(file).Count(c => c == '\n'));

        Assert.True(lines <= MostLines, $"{string.Join(", ", Roots)} have {lines} lines together; {MostLines} is the most. A room registers itself.");
    }

    [Theory]
    [MemberData(nameof(Registrations))]
    public void A_room_that_registers_itself_is_added_by_the_root_of_its_project_once(string registration)
    {
        var project = string.Join('/', registration.Split('/')[..2]);
        var room = Repository.FolderOf(registration)[project.Length..].TrimStart('/').Replace('/', '.');
        var root = Repository.Read(
            project == "src/Prilavok.Server" ? Host : Rooms.Compositions.Single(file => file.StartsWith(project + "/", StringComparison.Ordinal)));
        var named = room == "Host" ? " Registration.Add" : $" {room}.Registration.Add";

        Assert.Equal(1, root.Split(named).Length - 1);
    }

    [Fact]
    public void Every_surface_registers_itself() => Assert.All(
        Rooms.Surfaces, surface => Assert.Contains($"src/Prilavok.Server/{surface}/Registration.cs", Repository.Files));

    /// <summary>What stands outside a room puts nothing of it into the container.</summary>
    [Fact]
    public void Only_rooms_themselves_register_endpoints() => Assert.All(
        Repository.FilesOf(".cs", "src/").Where(file => Repository.Read(file).Contains("<IEndpoints, ", StringComparison.Ordinal)),
        file => Assert.Equal("Registration", Repository.NameOf(file)));
}
