using System.Globalization;

namespace Connect.JavaCompatibility.Dates;

/// <summary>Reads the time zones of date patterns: <c>GMT+hh:mm</c>, <c>+hhmm</c>, ISO 8601, and Java's English zone names (embedded
/// <c>zone-names.txt</c>).</summary>
internal static class ZoneText
{
    private static readonly Lazy<(int Minutes, string Name)[]> Names = new(ReadNames);

    /// <summary>Reads a zone for <c>z</c> and <c>Z</c>.</summary>
    public static bool TryReadGeneral(string text, int start, ref int position, out int minutes)
    {
        minutes = 0;
        if (position >= text.Length)
            return false;
        if (Sign(text[position]) is not 0 and var sign)
        {
            position++;
            return TryReadOffset(text, ref position, sign, 0, colon: false, out minutes);
        }
        if (text[position] is not ('G' or 'g') || string.Compare(text, start, "GMT", 0, 3, StringComparison.OrdinalIgnoreCase) != 0)
            return TryReadName(text, ref position, out minutes);
        position = start + 3;
        var direction = position < text.Length ? Sign(text[position]) : 0;
        if (direction == 0)
            return true;
        position++;
        return TryReadOffset(text, ref position, direction, 0, colon: true, out minutes);
    }

    /// <summary>Reads a zone for <c>X</c>, <c>XX</c> or <c>XXX</c>.</summary>
    public static bool TryReadIso(string text, int count, ref int position, out int minutes)
    {
        minutes = 0;
        if (position >= text.Length)
            return false;
        var first = text[position++];
        if (first == 'Z')
            return true;
        return Sign(first) is not 0 and var sign && TryReadOffset(text, ref position, sign, count, colon: count == 3, out minutes);
    }

    private static int Sign(char c) => c switch { '+' => 1, '-' => -1, _ => 0 };

    // Hours of one digit are allowed only where a colon follows and no letter count was given.
    private static bool TryReadOffset(string text, ref int position, int sign, int count, bool colon, out int minutes)
    {
        minutes = 0;
        var hours = Digit(text, position++);
        if (hours < 0)
            return false;
        if (Digit(text, position) is >= 0 and var second)
        {
            hours = (hours * 10) + second;
            position++;
        }
        else if (count > 0 || !colon || position >= text.Length)
        {
            return false;
        }
        if (hours > 23)
            return false;
        if (count != 1)
        {
            if (colon && (position >= text.Length || text[position++] != ':'))
                return false;
            var tens = Digit(text, position++);
            var ones = Digit(text, position++);
            minutes = (tens * 10) + ones;
            if (tens < 0 || ones < 0 || minutes > 59)
                return false;
        }
        minutes = (minutes + (hours * 60)) * sign;
        return true;
    }

    private static int Digit(string text, int position) => position < text.Length && char.IsAsciiDigit(text[position]) ? text[position] - '0' : -1;

    private static bool TryReadName(string text, ref int position, out int minutes)
    {
        foreach (var zone in Names.Value)
        {
            if (string.Compare(text, position, zone.Name, 0, zone.Name.Length, StringComparison.OrdinalIgnoreCase) != 0)
                continue;
            position += zone.Name.Length;
            minutes = zone.Minutes;
            return true;
        }
        minutes = 0;
        return false;
    }

    private static (int Minutes, string Name)[] ReadNames()
    {
        using var stream = typeof(ZoneText).Assembly.GetManifestResourceStream("Connect.JavaCompatibility.zone-names.txt")!;
        using var reader = new StreamReader(stream);
        var names = new List<(int, string)>();
        while (reader.ReadLine() is { } line)
        {
            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            names.Add((int.Parse(line.AsSpan(0, blank), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), line[(blank + 1)..]));
        }
        return [.. names];
    }
}
