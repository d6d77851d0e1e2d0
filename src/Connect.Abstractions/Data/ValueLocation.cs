namespace Connect.Data;

/// <summary>Where in a value a check stands; the text is only made for an error.</summary>
/// <param name="FieldName">The field that is checked; null for none.</param>
/// <param name="Path">The way from the field down into arrays and maps; null at its top.</param>
internal readonly record struct ValueLocation(string? FieldName, ValueLocation.Step? Path = null)
{
    public ValueLocation Element => this with { Path = new Step("element of array ", Path) };

    public ValueLocation Key => this with { Path = new Step("key of map ", Path) };

    public ValueLocation Value => this with { Path = new Step("value of map ", Path) };

    public override string ToString()
    {
        var steps = string.Concat(Steps());
        return FieldName is null ? steps + "value" : $"{steps}field: \"{FieldName}\"";
    }

    private IEnumerable<string> Steps()
    {
        for (var step = Path; step is not null; step = step.Parent)
            yield return step.Text;
    }

    internal sealed record Step(string Text, Step? Parent);
}
