using Connect.Converters.Json.Schemas;
using Connect.Data;

namespace Connect.Converters.Json.Reading;

/// <summary>Reads keys, values and headers: with compiled readers where they suffice, else through a tree in memory.</summary>
internal sealed class JsonValueReader
{
    private const string NoEnvelope =
        "JsonConverter with schemas.enable requires \"schema\" and \"payload\" fields and may not contain additional fields."
        + " If you are trying to deserialize plain JSON data, set schemas.enable=false in your converter configuration.";

    private readonly JsonConverterOptions _options;
    private readonly ReadableSchemas _schemas;

    // What is read when there is no envelope: the configured schema or none.
    private readonly ReadableSchema? _fixed;

    public JsonValueReader(JsonConverterOptions options)
    {
        _options = options;
        _schemas = new ReadableSchemas(options);
        var schema = options.SchemasEnable ? options.SchemaContent : null;
        if (schema is not null || !options.SchemasEnable)
            _fixed = new ReadableSchema([], schema, ReaderCompiler.Compile(schema, options));
    }

    /// <exception cref="DataException">The text cannot be read.</exception>
    public SchemaAndValue Read(byte[] data, string topic)
    {
        try
        {
            return JsonEncoding.IsPlain(data) && TryRead(data, out var result) ? result : ReadTree(data, topic);
        }
        catch (JsonSyntaxException e)
        {
            throw JsonFailure.Locate(JsonFailure.NotJson(e), $"The JSON from topic '{topic}' cannot be read");
        }
    }

    private bool TryRead(ReadOnlySpan<byte> data, out SchemaAndValue result)
    {
        result = default;
        var scanner = new JsonScanner(data);
        if (_fixed is null)
            return TryReadEnvelope(ref scanner, out result);
        if (scanner.AtEnd() || !_fixed.Reader.TryRead(ref scanner, out var value))
            return false;
        result = new SchemaAndValue(_fixed.Schema, value);
        return true;
    }

    // The envelope as it is usually written: the schema, known from a message before, then the payload.
    private bool TryReadEnvelope(ref JsonScanner scanner, out SchemaAndValue result)
    {
        result = default;
        if (scanner.Peek() != '{')
            return false;
        scanner.Open();
        scanner.Peek();
        if (!scanner.TryTake("\"schema\":"u8))
            return false;
        scanner.Peek();
        if (_schemas.TryTake(ref scanner) is not { } schema || !scanner.TryTake((byte)','))
            return false;
        scanner.Peek();
        if (!scanner.TryTake("\"payload\":"u8) || !schema.Reader.TryRead(ref scanner, out var value) || !scanner.TryClose((byte)'}'))
            return false;
        result = new SchemaAndValue(schema.Schema, value);
        return true;
    }

    private SchemaAndValue ReadTree(byte[] data, string topic)
    {
        var utf8 = JsonEncoding.ToUtf8(data, out var wasUtf8);
        var tree = JsonTree.Parse(utf8.Span, wasUtf8);
        var values = new JsonTreeConverter(utf8, _options);
        try
        {
            if (_fixed is not null)
                return new SchemaAndValue(_fixed.Schema, values.Convert(_fixed.Schema, tree));
            if (tree is not { Members: { Count: 2 } members } || !members.TryGetValue("schema", out var schemaJson)
                || !members.TryGetValue("payload", out var payload))
                throw new DataException(NoEnvelope);
            var schema = _schemas.Add(utf8.Span[schemaJson.Position], JsonSchemaReader.Read(schemaJson, values));
            return new SchemaAndValue(schema, values.Convert(schema, payload));
        }
        catch (DataException e)
        {
            throw JsonFailure.Locate(e, $"The JSON from topic '{topic}' does not fit at {values.Path}");
        }
    }
}
