using Connect.Configuration;

namespace Connect.WorkerProgram;

/// <summary>Reads the files of the command line.</summary>
internal static class PropertiesFile
{
    /// <summary>Reads a Java properties file.</summary>
    /// <exception cref="ConnectException">It cannot be read.</exception>
    public static Dictionary<string, string?> Read(string path) =>
        JavaProperties.Parse(ReadText(path)).ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal);

    /// <summary>Reads a file's text.</summary>
    /// <exception cref="ConnectException">It cannot be read.</exception>
    public static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConnectException($"Cannot read the file '{path}': {exception.Message}", exception);
        }
    }
}
