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

    /// <summary>Whether a file is not UTF-8 and was read as ISO-8859-1.</summary>
    /// <exception cref="ConnectException">It cannot be read.</exception>
    public static bool IsLatin1(string path) => ReadText(path).IsLatin1;

    /// <summary>Reads the text of a Java properties file.</summary>
    /// <exception cref="ConnectException">The text is not a properties file.</exception>
    public static Dictionary<string, string?> Parse(string path, string text)
    {
        try
        {
            return JavaProperties.Parse(text).ToDictionary(pair => pair.Key, pair => (string?)pair.Value, StringComparer.Ordinal);
        }
        catch (ArgumentException exception)
        {
            throw new ConnectException(
                $"The file '{path}' is not a valid properties file: {exception.Message} Write a literal backslash twice.", exception);
        }
    }

    /// <summary>Reads a file's text: UTF-8, with or without a byte order mark, otherwise ISO-8859-1, as Java reads properties.</summary>
    /// <exception cref="ConnectException">It cannot be read.</exception>
    public static FileText ReadText(string path)
    {
        try
        {
            return TextOf(path, File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConnectException($"Cannot read the file '{path}': {exception.Message}", exception);
        }
    }

    /// <summary>Decodes a file.</summary>
    /// <exception cref="ConnectException">It is UTF-16.</exception>
    internal static FileText TextOf(string path, byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            throw new ConnectException($"The file '{path}' is UTF-16. Save it as UTF-8.");
        var content = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(Encoding.UTF8.Preamble.Length) : bytes;
        return Utf8.IsValid(content)
            ? new FileText(Encoding.UTF8.GetString(content), false) : new FileText(Encoding.Latin1.GetString(content), true);
    }
}
