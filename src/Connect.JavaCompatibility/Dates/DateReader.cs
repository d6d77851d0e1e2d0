namespace Connect.JavaCompatibility.Dates;

/// <summary>Reads a text by the pieces of a pattern, leniently. Used once.</summary>
internal sealed class DateReader(DatePatternItem[] items, string text, long centuryStart)
{
    private readonly DateFields _fields = new();
    private bool _ambiguousYear;
    private int _position;

    public bool TryRead(out long unixMilliseconds)
    {
        unixMilliseconds = 0;
        for (var i = 0; i < items.Length; i++)
        {
            var bounded = i + 1 < items.Length && items[i + 1].BoundsFieldBefore;
            if (!(items[i].IsLiteral ? TryReadLiteral(items[i].Literal) : TryReadField(items[i], bounded)))
                return false;
        }
        unixMilliseconds = DateResolver.Resolve(_fields);
        if (_ambiguousYear && unixMilliseconds < centuryStart)
        {
            _fields.AddYears(100);
            unixMilliseconds = DateResolver.Resolve(_fields);
        }
        return true;
    }

    private bool TryReadLiteral(string literal)
    {
        if (string.CompareOrdinal(text, _position, literal, 0, literal.Length) != 0 || _position + literal.Length > text.Length)
            return false;
        _position += literal.Length;
        return true;
    }

    private bool TryReadField(DatePatternItem item, bool bounded)
    {
        var start = _position;
        while (_position < text.Length && text[_position] is ' ' or '\t')
            _position++;
        if (_position >= text.Length)
            return false;
        return item.Letter switch
        {
            'G' or 'a' or 'E' => TryReadName(item.Letter, start),
            'M' or 'L' when item.Count >= 3 => TryReadName(item.Letter, start),
            'z' or 'Z' => TryReadZone(start),
            'X' => TryReadIsoZone(item.Count),
            _ => TryReadNumber(item, start, bounded),
        };
    }

    // A name is looked for before the blanks that a number may have in front.
    private bool TryReadName(char letter, int start)
    {
        var (number, length) = DateTexts.Match(letter, text, start);
        if (length == 0)
            return false;
        _position = start + length;
        switch (letter)
        {
            case 'G':
                _fields.Set(DateField.Era, number);
                break;
            case 'a':
                _fields.Set(DateField.HalfDay, number);
                break;
            case 'E':
                _fields.Set(DateField.DayOfWeek, number + 1);
                break;
            default:
                _fields.Set(DateField.Month, number);
                break;
        }
        return true;
    }

    private bool TryReadZone(int start)
    {
        var read = ZoneText.TryReadGeneral(text, start, ref _position, out var minutes);
        _fields.ZoneMinutes = minutes;
        return read;
    }

    private bool TryReadIsoZone(int count)
    {
        var read = ZoneText.TryReadIso(text, count, ref _position, out var minutes);
        _fields.ZoneMinutes = minutes;
        return read;
    }

    private bool TryReadNumber(DatePatternItem item, int start, bool bounded)
    {
        var first = _position;
        if (bounded && start + item.Count > text.Length)
            return false;
        if (!DateNumber.TryRead(text, ref _position, bounded ? start + item.Count : text.Length, out var value))
            return false;
        var (field, stored) = item.Letter switch
        {
            'y' => (DateField.Year, Century(item.Count, first, value)),
            'Y' => (DateField.WeekYear, Century(item.Count, first, value)),
            'M' or 'L' => (DateField.Month, unchecked(value - 1)),
            'd' => (DateField.DayOfMonth, value),
            'H' => (DateField.HourOfDay, value),
            'k' => (DateField.HourOfDay, value == 24 ? 0 : value),
            'K' => (DateField.Hour, value),
            'h' => (DateField.Hour, value == 12 ? 0 : value),
            'm' => (DateField.Minute, value),
            's' => (DateField.Second, value),
            'S' => (DateField.Millisecond, value),
            'D' => (DateField.DayOfYear, value),
            'F' => (DateField.DayOfWeekInMonth, value),
            'w' => (DateField.WeekOfYear, value),
            'W' => (DateField.WeekOfMonth, value),
            _ => (DateField.DayOfWeek, value is >= 1 and <= 7 ? (value % 7) + 1 : value),
        };
        _fields.Set(field, stored);
        return true;
    }

    // Two digits stand for a year between 80 years ago and 20 years ahead, unless the pattern has three letters or more.
    private int Century(int count, int first, int value)
    {
        if (count > 2 || _position - first != 2 || !char.IsDigit(text[first]) || !char.IsDigit(text[first + 1]))
            return value;
        var startYear = (int)HybridCalendar.FromDay(HybridCalendar.FloorDivide(centuryStart, HybridCalendar.MillisecondsPerDay)).Year;
        _ambiguousYear = value == startYear % 100;
        return value + (startYear / 100 * 100) + (value < startYear % 100 ? 100 : 0);
    }
}
