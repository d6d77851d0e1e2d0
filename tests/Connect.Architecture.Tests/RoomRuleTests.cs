using System.Text.RegularExpressions;

namespace Connect.Architecture.Tests;

public partial class RoomRuleTests
{
    /// <summary>The rooms of each project, lowest first: a room uses only rooms before it. ARCHITECTURE.md has the same lists.</summary>
    /// <remarks>The files of a project's own folder stand outside of the order: the vocabulary that every room shares, and the front doors that use
    /// every room.</remarks>
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["Connect.JavaCompatibility"] = ["KeyStores", "Properties", "Numbers", "Dates", "Charsets", "Patterns"],
        ["Connect.Abstractions"] = ["Data", "Configuration", "Plugins", "Converters", "Connectors", "Transforms"],
        ["Connect.Converters"] = ["Json"],
        ["Connect.Converters.Avro"] = ["Schemas", "Mapping", "Codec", "Records", "Registry", "Plans", "DependencyInjection"],
        ["Connect.File"] = ["DependencyInjection"],
        ["Connect.Transforms"] = ["Records", "Values", "Fields"],
        ["Connect.Runtime"] =
        [
            "Diagnostics", "Plugins", "Configuration", "Kafka", "Errors", "Storage", "Offsets", "Pipeline", "Tasks", "Sources", "Sinks", "Workers",
            "Cluster", "Herding",
            "Hosting", "DependencyInjection",
        ],
        ["Connect.AspNetCore"] = ["OpenApi"],
        ["Connect.Worker"] = ["Plugins", "Container", "Server", "Remote"],
    };

    private static IReadOnlyList<string> Projects => Repository.Projects;

    private static IReadOnlyList<string> TestProjects => Repository.TestProjects;

    [TestCaseSource(nameof(Projects))]
    public void Every_folder_of_a_project_is_a_room_of_the_list(string project) =>
        Assert.That(
            RoomsOf(project), Is.EquivalentTo(Rooms.GetValueOrDefault(project, [])),
            "A new room needs its place in this list and in ARCHITECTURE.md.");

    [TestCaseSource(nameof(Projects))]
    public void A_room_uses_only_rooms_before_it(string project)
    {
        var order = Rooms.GetValueOrDefault(project, []);
        var root = Repository.RootNamespace("src", project);
        var use = new Regex($@"(?:{Regex.Escape(root)}\.|(?<![\w./""]))({string.Join('|', order)})(?:;|\.([A-Z]\w*))");
        var typesOf =
            order.ToDictionary(
                room => room, room =>
                    Repository.Sources(project).Where(file => RoomOf(project, file) == room).Select(Path.GetFileNameWithoutExtension).ToHashSet());
        var wrong =
            from file in Repository.Sources(project)
            let room = RoomOf(project, file)
            where room is not null
            from line in File.ReadLines(file)
            where !line.TrimStart().StartsWith("namespace ", StringComparison.Ordinal)
            from Match match in use.Matches(line)
            let used = match.Groups[1].Value
            where Array.IndexOf(order, used) > Array.IndexOf(order, room)
            where match.Value.StartsWith(root + ".", StringComparison.Ordinal) || typesOf[used].Contains(match.Groups[2].Value)
            select $"{Repository.Relative(file)} uses {used}: {line.Trim()}";
        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void The_architecture_names_the_rooms_of_the_runtime_in_this_order() =>
        Assert.That(
            RoomRow().Matches(File.ReadAllText(Path.Combine(Repository.Root, "ARCHITECTURE.md"))).Select(match => match.Groups[1].Value),
            Is.EqualTo(Rooms["Connect.Runtime"]));

    [TestCaseSource(nameof(Projects))]
    public void The_namespace_of_a_file_is_its_folder(string project) =>
        Assert.That(MisplacedFiles("src", project), Is.Empty);

    [TestCaseSource(nameof(TestProjects))]
    public void The_namespace_of_a_test_is_its_folder(string project) =>
        Assert.That(MisplacedFiles("tests", project), Is.Empty);

    /// <summary>Extension methods live in the namespaces of the types that they extend, where IntelliSense finds them.</summary>
    private static IEnumerable<string> MisplacedFiles(string parent, string project) =>
        from file in Repository.Sources(parent, project)
        let match = Namespace().Match(File.ReadAllText(file))
        where match.Success
        let given = match.Groups[1].Value
        let folder = Path.GetRelativePath(Path.Combine(Repository.Root, parent, project), Path.GetDirectoryName(file)!)
        let expected = folder == "."
            ? Repository.RootNamespace(parent, project)
            : $"{Repository.RootNamespace(parent, project)}.{folder.Replace(Path.DirectorySeparatorChar, '.')}"
        where given != expected && !given.StartsWith("Microsoft.", StringComparison.Ordinal)
        select $"{Repository.Relative(file)}: {given}, expected {expected}";

    private static IEnumerable<string> RoomsOf(string project) =>
        Repository.Sources(project).Select(file => RoomOf(project, file)).OfType<string>().Distinct();

    private static string? RoomOf(string project, string file)
    {
        var parts = Path.GetRelativePath(Path.Combine(Repository.Root, "src", project), file).Split(Path.DirectorySeparatorChar);
        return parts.Length > 1 ? parts[0] : null;
    }

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^\| \d+ \| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex RoomRow();
}
