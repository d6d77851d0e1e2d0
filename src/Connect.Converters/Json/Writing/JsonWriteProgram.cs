using Connect.Converters.Json.Schemas;
using Connect.Data;

namespace Connect.Converters.Json.Writing;

/// <summary>What is written for the values of one schema: the envelope's constant bytes and the compiled writer of the value.</summary>
internal sealed class JsonWriteProgram
{
    private readonly ValueWriter _writer;
    private readonly byte[]? _envelopeStart;

    private JsonWriteProgram(ValueWriter writer, byte[]? envelopeStart)
    {
        _writer = writer;
        _envelopeStart = envelopeStart;
    }

    /// <exception cref="DataException">The schema cannot stand in an envelope.</exception>
    public static JsonWriteProgram Compile(Schema? schema, JsonConverterOptions options)
    {
        var compiler = new WriterCompiler(options);
        var writer = compiler.Compile(schema);
        return new JsonWriteProgram(writer, options.SchemasEnable ? EnvelopeStart(schema, compiler) : null);
    }

    public void Run(JsonOutput output, object? value)
    {
        if (_envelopeStart is null)
        {
            _writer.Write(output, value);
            return;
        }

        output.Enter(_envelopeStart);
        _writer.Write(output, value);
        output.Leave((byte)'}');
    }

    private static byte[] EnvelopeStart(Schema? schema, WriterCompiler compiler)
    {
        var output = new JsonOutput();
        output.Enter("{\"schema\":"u8);
        JsonSchemaWriter.Write(output, schema, compiler);
        output.Write(",\"payload\":"u8);
        return output.ToArray();
    }
}
