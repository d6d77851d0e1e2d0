using System.Text;

namespace Connect.JavaCompatibility.Patterns;

/// <summary>Expands the replacement strings of <c>java.util.regex.Matcher</c>: <c>$1</c>, <c>${name}</c>, <c>\$</c>.</summary>
internal static class ReplacementTemplate
{
    public static void Append(StringBuilder output, string replacement, TranslatedPattern pattern, Func<int, string> group)
    {
        for (var i = 0; i < replacement.Length;)
        {
            var next = replacement[i++];
            if (next == '\\')
            {
                if (i == replacement.Length)
                    throw new ArgumentException("character to be escaped is missing");
                output.Append(replacement[i++]);
            }
            else if (next == '$')
            {
                output.Append(group(ReadGroup(replacement, ref i, pattern)));
            }
            else
            {
                output.Append(next);
            }
        }
    }

    private static int ReadGroup(string replacement, ref int i, TranslatedPattern pattern)
    {
        if (i == replacement.Length)
            throw new ArgumentException("Illegal group reference: group index is missing");
        if (replacement[i] == '{')
            return ReadName(replacement, ref i, pattern);
        if (!char.IsAsciiDigit(replacement[i]))
            throw new ArgumentException("Illegal group reference");
        var number = replacement[i++] - '0';
        if (number > pattern.GroupCount)
            throw new ArgumentOutOfRangeException(null, $"No group {number}");
        // A further digit counts as long as that group exists.
        while (i < replacement.Length && char.IsAsciiDigit(replacement[i]))
        {
            var longer = (number * 10) + (replacement[i] - '0');
            if (longer > pattern.GroupCount)
                break;
            number = longer;
            i++;
        }
        return number;
    }

    private static int ReadName(string replacement, ref int i, TranslatedPattern pattern)
    {
        var start = ++i;
        while (i < replacement.Length && char.IsAsciiLetterOrDigit(replacement[i]))
            i++;
        var name = replacement[start..i];
        if (name.Length == 0)
            throw new ArgumentException("named capturing group has 0 length name");
        if (i == replacement.Length || replacement[i] != '}')
            throw new ArgumentException("named capturing group is missing trailing '}'");
        if (char.IsAsciiDigit(name[0]))
            throw new ArgumentException($"capturing group name {{{name}}} starts with digit character");
        i++;
        return pattern.GroupNames.TryGetValue(name, out var group) ? group : throw new ArgumentException($"No group with name {{{name}}}");
    }
}
