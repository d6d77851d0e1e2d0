using Connect.Data;

namespace Connect.Converters.Json.Writing;

/// <summary>Writes maps: with text keys as an object, with others as a list of pairs.</summary>
internal sealed class MapWriter(Schema schema, JsonConverterOptions options, ValueWriter keys, ValueWriter values) : ValueWriter(schema, options)
{
    private readonly bool _asObject = schema.KeySchema?.Type == SchemaType.String;

    private readonly bool _hasKeys = schema.KeySchema is not null;

    private readonly string? _nullKey = NullKey(schema.KeySchema, options);

    public override void WriteValue(JsonOutput output, object value)
    {
        var map = MapEntries.Of(value) ?? throw InvalidType("MAP", value);
        if (!_hasKeys)
            throw new DataException("A map whose schema has no schema for its keys cannot be written.");
        if (_nullKey is not null && map is ConnectMap { Count: > 1 } own && own.ContainsKey(null!))
            map = MapEntries.WithNullKeyAs(_nullKey, map);
        Write(output, map, _asObject, keys, values);
    }

    /// <summary>Writes a map whose keys and values one writer each writes.</summary>
    public static void Write(JsonOutput output, IReadOnlyDictionary<object, object?> map, bool asObject, ValueWriter keys, ValueWriter values)
    {
        var index = 0;
        try
        {
            output.Enter((byte)(asObject ? '{' : '['));
            foreach (var (key, value) in map)
            {
                if (index > 0)
                    output.Write((byte)',');
                if (asObject)
                    WriteMember(output, keys, values, key, value);
                else
                    WritePair(output, keys, values, key, value);
                index++;
            }

            output.Leave((byte)(asObject ? '}' : ']'));
        }
        catch (DataException) when (output.Within(FieldPath.Entry(index)))
        {
        }
    }

    // What an object has for a null key; null where that is an error, or a list of pairs is written.
    private static string? NullKey(Schema? keys, JsonConverterOptions options) => keys switch
    {
        { Type: SchemaType.String, DefaultValue: string substitute } when options.ReplaceNullWithDefault => substitute,
        { Type: SchemaType.String, IsOptional: true } => "null",
        _ => null,
    };

    private static void WriteMember(JsonOutput output, ValueWriter keys, ValueWriter values, object? key, object? value)
    {
        var start = output.Length;
        keys.Write(output, key);
        output.EnsureQuoted(start);
        output.Write((byte)':');
        values.Write(output, value);
    }

    private static void WritePair(JsonOutput output, ValueWriter keys, ValueWriter values, object? key, object? value)
    {
        output.Enter((byte)'[');
        keys.Write(output, key);
        output.Write((byte)',');
        values.Write(output, value);
        output.Leave((byte)']');
    }
}
