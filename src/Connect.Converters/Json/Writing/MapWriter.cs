using Connect.Data;

namespace Connect.Converters.Json;

/// <summary>Writes maps: with text keys as an object, with others as a list of pairs.</summary>
internal sealed class MapWriter(Schema schema, JsonConverterOptions options, ValueWriter keys, ValueWriter values) : ValueWriter(schema, options)
{
    private readonly bool _asObject = schema.KeySchema?.Type == SchemaType.String;

    private readonly bool _writesNullKeys = schema.KeySchema is { IsOptional: true, DefaultValue: null, LogicalType: LogicalType.None };

    public override void WriteValue(JsonOutput output, object value)
    {
        var map = MapEntries.Of(value) ?? throw InvalidType("MAP", value);
        if (_asObject && _writesNullKeys && map is ConnectMap { Count: > 1 } own && own.ContainsKey(null!))
            map = MapEntries.WithNullKeyAsText(map);
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
