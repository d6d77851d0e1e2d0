namespace Connect.Conformance.Tests.Goldens;

/// <summary>Where the golden cases are: <c>tests/Goldens</c>, or <c>CONNECT_GOLDENS</c>.</summary>
internal static class GoldenFolder
{
    public const string Variable = "CONNECT_GOLDENS";

    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    public static string Path { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path
        ? path
        : System.IO.Path.Combine(RepositoryRoot, "tests", "Goldens");

    public static bool Exists => Directory.Exists(Path);

    public static string MissingReason => $"There are no golden cases in {Path}; set {Variable} to a folder that has them.";

    /// <summary>The files whose cases are written in the notation of the goldens' README.</summary>
    /// <returns>Their paths; avro.jsonl has a notation of its own and is read by <c>AvroGoldens</c>.</returns>
    public static IEnumerable<string> Files() => Directory.EnumerateFiles(Path, "*.jsonl")
        .Where(file => System.IO.Path.GetFileName(file) != "avro.jsonl")
        .Order(StringComparer.Ordinal);

    private static string FindRepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Connect.Sdk.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
