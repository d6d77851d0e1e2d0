using System.Text;
using System.Text.Unicode;
using Connect.Configuration;
using Connect.JavaCompatibility.Properties;

namespace Connect.WorkerProgram;

/// <summary>Reads the files of the command line.</summary>
internal static class PropertiesFile
{
    /// <summary>Reads a Java properties file.</summary>
    /// <exception cref="ConnectException">It cannot be read.</exception>
    public static Dictionary<string, string?> Read(string path) => Parse(path, ReadText(path).Text);

    /// <summary>Tells whether a file is not UTF-8 and was read as ISO-8859-1.</summary>
    /// <exception cref="ConnectException">It cannot be read.</exception>
    public static bool IsLatin1(string path) => ReadText(path).IsLatin1;

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

    /// <summary>Reads a file's text: UTF-8, with or without a byte order mark, else ISO-8859-1, in which Java reads properties.</summary>
    /// <exception cref="ConnectException">It cannot be read.</exception>
    public static FileText ReadText(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
                throw new ConnectException($"The file '{path}' is UTF-16: save it as UTF-8.");
            var content = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes;
            return Utf8.IsValid(content) ? new FileText(Encoding.UTF8.GetString(content), false) : new FileText(Encoding.Latin1.GetString(content), true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConnectException($"Cannot read the file '{path}': {exception.Message}", exception);
        }
    }
}
