using Connect.Converters.Json.Writing;
using Connect.Data;

namespace Connect.Converters.Json.Schemas;

/// <summary>Writes a schema as the JSON that stands beside the payload.</summary>
internal static class JsonSchemaWriter
{
    /// <summary>Writes a schema; null, which an array without known elements has, becomes JSON's null.</summary>
    /// <exception cref="DataException">The schema contains itself, or a default that it does not accept.</exception>
    public static void Write(JsonOutput output, Schema? schema, WriterCompiler compiler, string? field = null)
    {
        if (schema is null)
        {
            output.WriteNull();
            return;
        }

        if (schema.IsRecursive)
            throw new DataException(
                $"{schema} refers to itself, which JSON with schemas.enable=true cannot describe: use Avro or schemas.enable=false.");
        output.Enter((byte)'{');
        output.Write("\"type\":"u8);
        output.WriteString(JsonSchemaNames.Of(schema.Type));
        WriteParts(output, schema, compiler);
        output.Write(schema.IsOptional ? ",\"optional\":true"u8 : ",\"optional\":false"u8);
        WriteText(output, ",\"name\":"u8, schema.Name);
        if (schema.Version is { } version)
        {
            output.Write(",\"version\":"u8);
            output.WriteInteger(version);
        }

        WriteText(output, ",\"doc\":"u8, schema.Doc);
        WriteParameters(output, schema);
        if (schema.DefaultValue is { } substitute)
        {
            output.Write(",\"default\":"u8);
            compiler.Compile(schema).Write(output, substitute);
        }

        WriteText(output, ",\"field\":"u8, field);
        output.Leave((byte)'}');
    }

    private static void WriteParts(JsonOutput output, Schema schema, WriterCompiler compiler)
    {
        switch (schema.Type)
        {
            case SchemaType.Array:
                output.Write(",\"items\":"u8);
                Write(output, schema.ValueSchema, compiler);
                break;
            case SchemaType.Map:
                output.Write(",\"keys\":"u8);
                Write(output, schema.KeySchema, compiler);
                output.Write(",\"values\":"u8);
                Write(output, schema.ValueSchema, compiler);
                break;
            case SchemaType.Struct:
                WriteFields(output, schema, compiler);
                break;
        }
    }

    private static void WriteFields(JsonOutput output, Schema schema, WriterCompiler compiler)
    {
        output.Write(",\"fields\":"u8);
        output.Enter((byte)'[');
        foreach (var field in schema.Fields)
        {
            if (field.Index > 0)
                output.Write((byte)',');
            Write(output, field.Schema, compiler, field.Name);
        }

        output.Leave((byte)']');
    }

    private static void WriteParameters(JsonOutput output, Schema schema)
    {
        if (schema.Parameters.Count == 0)
            return;
        output.Write(",\"parameters\":"u8);
        output.Enter((byte)'{');
        var first = true;
        foreach (var (key, value) in schema.Parameters)
        {
            if (!first)
                output.Write((byte)',');
            first = false;
            output.WriteString(key);
            output.Write((byte)':');
            if (value is null)
                output.WriteNull();
            else
                output.WriteString(value);
        }

        output.Leave((byte)'}');
    }

    private static void WriteText(JsonOutput output, ReadOnlySpan<byte> prefix, string? text)
    {
        if (text is null)
            return;
        output.Write(prefix);
        output.WriteString(text);
    }
}
