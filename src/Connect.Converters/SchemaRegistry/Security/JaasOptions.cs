using System.Text;

namespace Connect.Converters.SchemaRegistry.Security;

/// <summary>The options of a login module as Java writes them: <c>module.Class required name="value" name=value;</c>.</summary>
internal static class JaasOptions
{
    /// <exception cref="ConfigException">The text is not of that form; the message does not repeat it.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var position = 0;
        while (NextWord(text, ref position) is { } word)
        {
            if (position >= text.Length || text[position] != '=')
                continue;

            position++;
            options[word] = NextWord(text, ref position) ?? throw new ConfigException($"sasl.jaas.config has no value for {word}.");
        }

        return options;
    }

    private static string? NextWord(string text, ref int position)
    {
        while (position < text.Length && (char.IsWhiteSpace(text[position]) || text[position] == ';'))
            position++;

        if (position >= text.Length)
            return null;

        if (text[position] is '"' or '\'')
            return Quoted(text, ref position);

        var start = position;
        while (position < text.Length && !char.IsWhiteSpace(text[position]) && text[position] is not ('=' or ';'))
            position++;

        return position > start ? text[start..position] : throw new ConfigException("sasl.jaas.config has a value without a name.");
    }

    private static string Quoted(string text, ref int position)
    {
        var quote = text[position++];
        var word = new StringBuilder();
        for (; position < text.Length; position++)
        {
            if (text[position] == quote)
            {
                position++;
                return word.ToString();
            }

            if (text[position] == '\\' && position + 1 < text.Length)
                position++;

            word.Append(text[position]);
        }

        throw new ConfigException("sasl.jaas.config has a quote that is not closed.");
    }
}
