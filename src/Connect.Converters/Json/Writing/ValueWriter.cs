using Connect.Data;

namespace Connect.Converters.Json.Writing;

/// <summary>Writes the values of one schema, which it has looked at once.</summary>
internal abstract class ValueWriter(Schema? schema, JsonConverterOptions options)
{
    public void Write(JsonOutput output, object? value)
    {
        if (value is null)
            WriteNull(output);
        else
            WriteValue(output, value);
    }

    public void WriteNull(JsonOutput output)
    {
        if (schema?.DefaultValue is { } substitute && options.ReplaceNullWithDefault)
            WriteValue(output, substitute);
        else if (schema is null || schema.IsOptional)
            output.WriteNull();
        else
            throw new DataException("Conversion error: null value for field that is required and has no default value");
    }

    /// <summary>Writes a value that is not null.</summary>
    public abstract void WriteValue(JsonOutput output, object value);

    protected static DataException InvalidType(string type, object value) => new($"Invalid type for {type}: {value.GetType()}");
}
