using System.Text.Json;

namespace Connect.Runtime.Tests.Storage;

/// <summary>The recordings of what a Java worker of a cluster writes, in the order of the session.</summary>
internal static class InternalRecordings
{
    public static IReadOnlyList<(string Step, string Key, string? Value)> Of(string topic) =>
    [
        .. from folder in Directory.GetDirectories(Path.Combine(Root(), "tests", "Goldens", "internal", "distributed")).Order(StringComparer.Ordinal)
           from line in File.ReadLines(Path.Combine(folder, $"internal-{topic}.jsonl"))
           where line.Length > 0
           let record = JsonDocument.Parse(line).RootElement
           select (Path.GetFileName(folder), record.GetProperty("key").GetString()!, record.GetProperty("value").GetString()),
    ];

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Connect.Sdk.sln")))
            directory = directory.Parent;
        return directory.FullName;
    }
}
