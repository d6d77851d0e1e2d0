namespace Connect.Runtime.Tests.Storage;

/// <summary>Finds the recordings of what a Java worker keeps.</summary>
internal static class Goldens
{
    public static byte[] Standalone(string name)
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var file = Path.Combine(directory.FullName, "tests", "Goldens", "internal", "standalone", name);
            if (File.Exists(Path.Combine(directory.FullName, "Connect.Sdk.sln")))
                return File.Exists(file) ? File.ReadAllBytes(file) : throw new IgnoreException("The recordings (tests/Goldens) are not here.");
        }

        throw new IgnoreException("The recordings (tests/Goldens) are not here.");
    }
}
