using System.Text.RegularExpressions;

namespace Prilavok.Architecture.Tests;

/// <summary>One file of a room uses another room of its project.</summary>
internal sealed record Arrow(string File, string From, string To);

/// <summary>
/// Which rooms of a project use which, as the sources say it: by a <c>using</c>, by a name with its namespace, and in a room within a room by
/// the names of the outer one, which need neither.
/// </summary>
internal sealed partial class Arrows
{
    private readonly string _project;
    private readonly string _root;
    private readonly Dictionary<string, string> _rooms;
    private readonly Dictionary<string, HashSet<string>> _types;

    /// <param name="project">As <c>src/Prilavok.Core</c>.</param>
    public Arrows(string project)
    {
        _project = project;
        _root = project[(project.LastIndexOf('/') + 1)..];
        _rooms = Rooms.Of[project].ToDictionary(NamespaceOf, StringComparer.Ordinal);
        _types = Product.TypesOf(_root == "Prilavok.Server" ? "prilavok" : _root)
            .Where(type => type.DeclaringType is null)
            .GroupBy(type => type.Namespace!, type => type.Name.Split('`')[0], StringComparer.Ordinal)
            .ToDictionary(types => types.Key, types => types.ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    public IEnumerable<Arrow> All() =>
        from file in Repository.FilesOf(".cs", _project + "/")
        where !Rooms.Compositions.Contains(file)
        let room = RoomOf(file)
        from used in UsedBy(room, Repository.Read(file))
        where used != room
        select new Arrow(file, room, used);

    /// <summary>The rooms that a source uses, its own perhaps among them.</summary>
    public IReadOnlySet<string> UsedBy(string room, string source)
    {
        var enclosing = EnclosingOf(NamespaceOf(room)).ToList();
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in UsingPattern().Matches(source).Select(match => match.Groups["name"].Value))
        {
            var place = _rooms.ContainsKey(name) ? name : name[..Math.Max(0, name.LastIndexOf('.'))];
            if (_rooms.TryGetValue(place, out var other))
            {
                used.Add(other);
            }
        }

        foreach (var name in QualifiedPattern().Matches(source).Select(match => match.Value))
        {
            used.UnionWith(HomesOf(name, enclosing));
        }

        foreach (var outer in enclosing.Skip(1).Where(outer => outer != _root && _rooms.ContainsKey(outer)))
        {
            if (WordPattern().Matches(source).Any(word => _types[outer].Contains(word.Value)))
            {
                used.Add(_rooms[outer]);
            }
        }

        return used;
    }

    /// <summary>The rooms in which a name with dots may find a type, read as the compiler would from within.</summary>
    private IEnumerable<string> HomesOf(string name, IReadOnlyList<string> enclosing)
    {
        var parts = name.Split('.');
        for (var count = 1; count < parts.Length; count++)
        {
            var head = string.Join('.', parts[..count]);
            foreach (var place in enclosing.Select(outer => $"{outer}.{head}").Append(head))
            {
                if (_rooms.TryGetValue(place, out var room) && _types.TryGetValue(place, out var types) && types.Contains(parts[count]))
                {
                    yield return room;
                }
            }
        }
    }

    /// <summary>A namespace and those around it, from within.</summary>
    private static IEnumerable<string> EnclosingOf(string name)
    {
        for (var dot = name.Length; dot > 0; dot = name.LastIndexOf('.', dot - 1))
        {
            yield return name[..dot];
        }
    }

    private string NamespaceOf(string room) => room.Length == 0 ? _root : $"{_root}.{room.Replace('/', '.')}";

    private string RoomOf(string file) => Repository.FolderOf(file)[_project.Length..].TrimStart('/');

    [GeneratedRegex(
        @"^using (static )?(\w+ = )?(?<name>[\w.]+)(<.*>)?;", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex UsingPattern();

    [GeneratedRegex(@"\b[A-Z]\w*(\.[A-Z]\w*)+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex QualifiedPattern();

    [GeneratedRegex(@"\b[A-Z]\w*", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex WordPattern();
}
