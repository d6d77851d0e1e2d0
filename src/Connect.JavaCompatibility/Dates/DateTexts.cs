namespace Connect.JavaCompatibility.Dates;

/// <summary>The names of months, days, halves of the day and eras in the locale en_US.</summary>
internal static class DateTexts
{
    public static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public static readonly string[] Days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    public static readonly string[] HalfDays = ["AM", "PM"];

    public static readonly string[] Eras = ["BC", "AD"];

    private static readonly string[] LongEras = ["Before Christ", "Anno Domini"];

    /// <summary>Finds which name a text holds at a place, in any case, long or short form: its number and length, or a length of 0.</summary>
    public static (int Number, int Length) Match(char letter, string text, int start) => letter switch
    {
        'G' => Longest(LongEras, text, start) is { Length: > 0 } match ? match : Longest(Eras, text, start),
        'a' => Longest(HalfDays, text, start),
        'E' => Abbreviated(Days, text, start),
        _ => Abbreviated(Months, text, start),
    };

    private static (int Number, int Length) Abbreviated(string[] names, string text, int start)
    {
        var match = Longest(names, text, start);
        if (match.Length > 0)
            return match;
        for (var i = 0; i < names.Length; i++)
        {
            if (string.Compare(text, start, names[i], 0, 3, StringComparison.OrdinalIgnoreCase) == 0)
                return (i, 3);
        }
        return default;
    }

    private static (int Number, int Length) Longest(string[] names, string text, int start)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (string.Compare(text, start, names[i], 0, names[i].Length, StringComparison.OrdinalIgnoreCase) == 0)
                return (i, names[i].Length);
        }
        return default;
    }
}
