using System.Text;

namespace Connect.JavaCompatibility;

/// <summary>The one login module of <c>sasl.jaas.config</c>: <c>a.b.PlainLoginModule required username="u" password="p";</c></summary>
/// <param name="Module">The module's class name without its package.</param>
/// <param name="Options">The options.</param>
internal sealed record JaasEntry(string Module, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>Reads the text.</summary>
    /// <param name="text">The value of <c>sasl.jaas.config</c>.</param>
    /// <exception cref="FormatException">It is malformed. The message says what is wrong and does not show the text.</exception>
    public static JaasEntry Parse(string text)
    {
        var tokens = Tokens(text);
        if (tokens.Count < 3 || tokens[^1] != ";")
            throw Malformed("it must hold a login module, a control flag, options, and end with a semicolon");
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 2; i < tokens.Count - 1; i += 3)
        {
            if (tokens[i] == ";")
                throw Malformed("only one login module may be named");
            if (i + 2 >= tokens.Count - 1 || tokens[i + 1] != "=")
                throw Malformed("options are written as key=\"value\"");
            options[tokens[i]] = tokens[i + 2];
        }

        return new JaasEntry(tokens[0][(tokens[0].LastIndexOf('.') + 1)..], options);
    }

    /// <summary>Reads an option that must be there.</summary>
    /// <param name="option">The option.</param>
    /// <exception cref="FormatException">It is missing.</exception>
    public string Require(string option)
        => Options.GetValueOrDefault(option) ?? throw Malformed($"{Module} needs the option {option}");

    private static FormatException Malformed(string reason) => new(reason);

    private static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
            }
            else if (c is '=' or ';')
            {
                tokens.Add(c.ToString());
                i++;
            }
            else if (c is '"' or '\'')
            {
                tokens.Add(Quoted(text, ref i));
            }
            else
            {
                var start = i;
                while (i < text.Length && !char.IsWhiteSpace(text[i]) && text[i] is not ('=' or ';' or '"' or '\''))
                    i++;
                tokens.Add(text[start..i]);
            }
        }

        return tokens;
    }

    private static string Quoted(string text, ref int i)
    {
        var quote = text[i++];
        var value = new StringBuilder();
        while (i < text.Length && text[i] != quote)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
                i++;
            value.Append(text[i++]);
        }

        if (i++ >= text.Length)
            throw Malformed("a quotation mark is not closed");
        return value.ToString();
    }
}
