using System.Xml.Linq;

namespace Connect.Architecture.Tests;

/// <summary>The checkout that the tests look at.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Projects { get; } = ProjectsIn("src");

    public static IReadOnlyList<string> TestProjects { get; } = ProjectsIn("tests");

    public static IEnumerable<string> Sources(string project) => Sources("src", project);

    public static IEnumerable<string> Sources(string parent, string project) =>
        Directory.EnumerateFiles(Path.Combine(Root, parent, project), "*.cs", SearchOption.AllDirectories);

    /// <summary>The namespace of the files in a project's own folder.</summary>
    public static string RootNamespace(string parent, string project) =>
        XDocument.Load(Directory.EnumerateFiles(Path.Combine(Root, parent, project), "*.csproj").Single()).Descendants("RootNamespace")
            .FirstOrDefault()?.Value ?? project;

    public static IReadOnlyList<string> ReferencesOf(string project, string kind) =>
        [.. XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj")).Descendants(kind)
            .Select(element => Path.GetFileNameWithoutExtension(element.Attribute("Include")!.Value))];

    /// <summary>The names of packages keep their dots.</summary>
    public static IReadOnlyList<string> PackagesOf(string project) =>
        [.. XDocument.Load(Path.Combine(Root, "src", project, project + ".csproj")).Descendants("PackageReference")
            .Select(element => element.Attribute("Include")!.Value)];

    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    private static IReadOnlyList<string> ProjectsIn(string parent) =>
        [.. Directory.EnumerateDirectories(Path.Combine(Root, parent)).Where(folder => Directory.EnumerateFiles(folder, "*.csproj").Any())
            .Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Connect.Sdk.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("No Connect.Sdk.sln above " + AppContext.BaseDirectory);
    }
}
