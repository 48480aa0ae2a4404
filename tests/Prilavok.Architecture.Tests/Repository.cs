using System.Xml.Linq;

namespace Prilavok.Architecture.Tests;

/// <summary>The files of the repository these tests were built from. Paths are relative, with slashes.</summary>
internal static class Repository
{
    private const string Solution = "Prilavok.slnx";

    private static readonly string[] MadeByTools = ["artifacts", "bin", "obj", "node_modules", "TestResults", "prilavok-data"];

    public static string Root { get; } = FindRoot();

    /// <summary>Everything a person has written; nothing that was built.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. FilesIn(Root).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> FilesOf(string extension, string under = "") =>
        Files.Where(file => file.EndsWith(extension, StringComparison.Ordinal) && file.StartsWith(under, StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string FolderOf(string file) => file[..file.LastIndexOf('/')];

    public static string NameOf(string file) => Path.GetFileNameWithoutExtension(file);

    public static XElement ReadXml(string file) => XElement.Parse(Read(file));

    /// <summary>Folders below a project that hold source, as <c>Api/Catalog</c>.</summary>
    public static IEnumerable<string> FoldersOf(string project) => FilesOf(".cs", project + "/")
        .Select(file => FolderOf(file)[project.Length..].TrimStart('/'))
        .Where(folder => folder.Length > 0)
        .Distinct();

    private static IEnumerable<string> FilesIn(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        }

        foreach (var inner in Directory.EnumerateDirectories(folder))
        {
            var name = Path.GetFileName(inner);
            if (!MadeByTools.Contains(name) && (!name.StartsWith('.') || name == ".ci"))
            {
                foreach (var file in FilesIn(inner))
                {
                    yield return file;
                }
            }
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds {Solution}.");
    }
}
