namespace Connect.Data;

/// <summary>A field of a struct schema.</summary>
/// <remarks>Immutable. Two fields are equal when name, position and schema are.</remarks>
/// <param name="Name">The name, unique in its struct and not empty.</param>
/// <param name="Index">The position in its struct, from 0.</param>
/// <param name="Schema">The schema of the field's values.</param>
public sealed record Field(string Name, int Index, Schema Schema)
{
    /// <summary>The field in Java's form: <c>Field{name=a, index=0, schema=Schema{INT8}}</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"Field{{name={Name}, index={Index}, schema={Schema}}}";
}
