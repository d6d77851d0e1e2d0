using System.Text;

namespace Connect.Runtime.Configuration;

/// <summary>One rule of <c>response.http.headers.config</c>.</summary>
/// <param name="Action">What to do: <c>set</c>, <c>add</c>, <c>setDate</c> or <c>addDate</c>, as the user wrote it.</param>
/// <param name="Name">The header.</param>
/// <param name="Value">Its value; for a date, milliseconds to add to now.</param>
internal sealed record ResponseHeaderRule(string Action, string Name, string Value)
{
    private static readonly string[] Actions = ["set", "add", "setDate", "addDate"];

    /// <summary>Reads all rules; none for a blank text.</summary>
    /// <exception cref="ConfigException">A rule is not of the form.</exception>
    public static IReadOnlyList<ResponseHeaderRule> Parse(string? text) =>
        string.IsNullOrWhiteSpace(text) ? [] : [.. SplitQuoted(text).Select(ParseRule)];

    private static ResponseHeaderRule ParseRule(string rule)
    {
        var parts = rule.Trim().Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2)
            throw new ConfigException($"Invalid format of header config '{rule}'. Expected: '[action] [header name]:[header value]'");
        if (!Actions.Contains(parts[0], StringComparer.OrdinalIgnoreCase))
            throw new ConfigException($"Invalid header config action: '{parts[0]}'. Expected one of [{string.Join(", ", Actions)}]");
        var pair = parts[1].Trim();
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        var value = pair[(colon + 1)..];
        if (colon < 0 || value.Length == 0 || value.Contains(':', StringComparison.Ordinal))
            throw new ConfigException($"Invalid format of header name and header value pair '{pair}'. Expected: '[header name]:[header value]'");
        var name = pair[..colon].Trim();
        if (name.Length == 0 || name.Any(char.IsWhiteSpace))
            throw new ConfigException($"Invalid header name '{name}'. The '[header name]' cannot contain whitespace");
        return new ResponseHeaderRule(parts[0], name, value.Trim());
    }

    private static List<string> SplitQuoted(string text)
    {
        var rules = new List<string>();
        var rule = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
                quoted = !quoted;
            else if (quoted && text[i] == '\\' && i + 1 < text.Length)
                rule.Append(text[++i]);
            else if (!quoted && text[i] == ',')
                Take(rules, rule);
            else
                rule.Append(text[i]);
        }

        if (!string.IsNullOrWhiteSpace(rule.ToString()))
            Take(rules, rule);
        return rules;
    }

    private static void Take(List<string> rules, StringBuilder rule)
    {
        rules.Add(rule.ToString().Trim());
        rule.Clear();
    }
}
