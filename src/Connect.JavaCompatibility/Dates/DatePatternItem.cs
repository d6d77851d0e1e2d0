namespace Connect.JavaCompatibility.Dates;

/// <summary>One piece of a date pattern: a field, or text that stands for itself.</summary>
/// <param name="Letter">The pattern letter; <c>'\0'</c> for text.</param>
/// <param name="Count">How often the letter is repeated.</param>
/// <param name="Literal">The text; empty for a field.</param>
internal readonly record struct DatePatternItem(char Letter, int Count, string Literal)
{
    public bool IsLiteral => Letter == '\0';

    /// <summary>Whether the field in front of this one must not read more digits than it has letters, as in <c>yyyyMMdd</c>.</summary>
    public bool BoundsFieldBefore => Letter is 'M' or 'L' ? Count <= 2 : "ydkHmsSDFwWhKYu".Contains(Letter, StringComparison.Ordinal) && !IsLiteral;
}
