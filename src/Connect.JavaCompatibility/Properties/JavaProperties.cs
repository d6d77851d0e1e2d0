namespace Connect.JavaCompatibility.Properties;

/// <summary>Reads Java's <c>.properties</c> format: comments, continuation lines, escapes.</summary>
/// <remarks>
/// Kafka reads the files of a worker and its connectors as ISO 8859-1 (<see cref="System.Text.Encoding.Latin1"/>), and those of its file
/// configuration provider as UTF-8; the caller decodes.
/// </remarks>
internal static class JavaProperties
{
    /// <summary>Reads a whole text.</summary>
    /// <param name="text">The decoded file.</param>
    /// <returns>The keys in the order of their first mention, each with its last value.</returns>
    /// <exception cref="ArgumentException">An escape <c>\u</c> is not followed by four hexadecimal digits.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var properties = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in new PropertyLines(text).Read())
        {
            var (name, value) = PropertyLine.Split(line);
            properties[name] = value;
        }

        return properties;
    }
}
