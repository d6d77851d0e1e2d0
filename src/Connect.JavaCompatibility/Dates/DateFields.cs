namespace Connect.JavaCompatibility.Dates;

/// <summary>The fields that were read from a text, each with the time at which it was set: where fields contradict each other the later ones
/// win.</summary>
internal sealed class DateFields
{
    private readonly int[] _values = new int[(int)DateField.WeekYear + 1];
    private readonly int[] _stamps = new int[(int)DateField.WeekYear + 1];
    private int _lastStamp;

    /// <summary>Minutes east of Greenwich.</summary>
    public int ZoneMinutes { get; set; }

    public int this[DateField field] => _values[(int)field];

    /// <summary>When a field was set, from 1; 0 for never.</summary>
    public int Stamp(DateField field) => _stamps[(int)field];

    /// <summary>When the later of two fields was set; 0 unless both were.</summary>
    public int Stamp(DateField field, DateField other) => IsSet(field) && IsSet(other) ? Math.Max(Stamp(field), Stamp(other)) : 0;

    public bool IsSet(DateField field) => _stamps[(int)field] > 0;

    public void Set(DateField field, int value)
    {
        _values[(int)field] = value;
        _stamps[(int)field] = ++_lastStamp;
    }

    /// <summary>Moves both kinds of years.</summary>
    public void AddYears(int years)
    {
        _values[(int)DateField.Year] += years;
        _values[(int)DateField.WeekYear] += years;
    }
}
