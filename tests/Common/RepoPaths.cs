namespace Connect.Tests;

/// <summary>Where things stand in the source tree, and beside it.</summary>
public static class RepoPaths
{
    /// <summary>The folder of the solution file.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The golden cases: <c>tests/Goldens</c>, or <c>CONNECT_GOLDENS</c>; null when they are not there.</summary>
    public static string? Goldens => Folder("CONNECT_GOLDENS", "tests/Goldens");

    /// <summary>A Kafka distribution: <c>KAFKA_HOME</c>, else <c>../shared/kafka</c>; null when neither is there.</summary>
    public static string? KafkaHome => Folder("KAFKA_HOME", "../shared/kafka");

    /// <summary>Makes an absolute path out of one that starts at the root.</summary>
    /// <param name="relative">With forward slashes.</param>
    public static string Combine(string relative) => Path.GetFullPath(Path.Combine(Root, relative));

    private static string? Folder(string variable, string fallback)
    {
        var path = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } chosen ? Path.GetFullPath(chosen) : Combine(fallback);
        return Directory.Exists(path) ? path : null;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Connect.Sdk.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests run outside of the source tree: no Connect.Sdk.sln above " + AppContext.BaseDirectory);
    }
}
