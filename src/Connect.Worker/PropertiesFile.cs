using Connect.Configuration;

namespace Connect.WorkerProgram;

/// <summary>Reads the files of the command line.</summary>
internal static class PropertiesFile
{
    /// <summary>Reads a Java properties file.</summary>
    /// <exception cref="ConnectException">It cannot be read.</exception>
    public static Dictionary<string, string?> Read(string path) => Parse(path, ReadText(path));

    /// <summary>Reads the text of a Java properties file.</summary>
    /// <exception cref="ConnectException">It is none.</exception>
    public static Dictionary<string, string?> Parse(string path, string text)
    {
        try
        {
            return JavaProperties.Parse(text).ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal);
        }
        catch (ArgumentException exception)
        {
            throw new ConnectException($"The file '{path}' is no properties file: {exception.Message} A backslash that means itself is written twice.", exception);
        }
    }

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
