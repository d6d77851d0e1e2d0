using System.Globalization;
using System.Text;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Splits Connect names into namespace and name, and replaces illegal characters if configured.</summary>
internal sealed class AvroScrubber(bool scrub)
{
    private const string Unreserved = "*-._";

    /// <summary>Converts the name of a field.</summary>
    public string Field(string name) => scrub ? Clean(name) : name;

    /// <summary>Converts a dotted name, part by part.</summary>
    public string? Full(string? name)
    {
        if (name is null || !scrub)
            return name;
        var split = Split(name);
        return split.Namespace is null ? split.Name : $"{split.Namespace}.{split.Name}";
    }

    public AvroName Split(string name)
    {
        if (name.Length == 0)
            return new AvroName(name, null);
        var parts = name.TrimEnd('.').Split('.');
        if (parts is [""])
            throw new DataException($"'{name}' is not a valid Avro name.");
        for (var i = 0; i < parts.Length; i++)
            parts[i] = Field(parts[i]);
        var space = string.Join(".", parts[..^1]);
        return new AvroName(parts[^1], space.Length == 0 ? null : space);
    }

    /// <summary>Encodes the name like a web form, then replaces the remaining illegal characters with underscores.</summary>
    internal static string Clean(string name)
    {
        if (name.Length == 0 || (!char.IsAsciiDigit(name[0]) && name.All(IsLegal)))
            return name;
        var clean = new StringBuilder(name.Length + 8);
        foreach (var b in Encoding.UTF8.GetBytes(Surrogates(name)))
        {
            var c = (char)b;
            if (IsLegal(c))
                clean.Append(c);
            else if (c == ' ' || Unreserved.Contains(c, StringComparison.Ordinal))
                clean.Append('_');
            else
                clean.Append('_').Append(b.ToString("X2", CultureInfo.InvariantCulture));
        }

        return char.IsAsciiDigit(clean[0]) ? clean.Insert(0, 'x').ToString() : clean.ToString();
    }

    private static bool IsLegal(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    // Java encodes an unpaired surrogate as a question mark.
    private static string Surrogates(string name)
    {
        if (!name.Any(char.IsSurrogate))
            return name;
        var text = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsHighSurrogate(name[i]) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]))
                text.Append(name[i]).Append(name[++i]);
            else
                text.Append(char.IsSurrogate(name[i]) ? '?' : name[i]);
        }

        return text.ToString();
    }
}
