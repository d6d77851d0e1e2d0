using System.Text;
using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Codec;

/// <summary>Encodes the defaults of Avro fields, so that decoders and encoders can treat them like data.</summary>
internal static class AvroDefaultBytes
{
    /// <exception cref="DataException">The default does not match the field's schema.</exception>
    public static byte[] Of(AvroField field)
    {
        var json = field.Default ?? throw new DataException($"The Avro field '{field.Name}' has no default.");
        if (!AvroDefaults.IsValid(field.Schema, json))
            throw new DataException($"The default of the Avro field '{field.Name}' does not fit its schema: {json}");
        var output = new AvroOutput();
        Write(output, field.Schema, json);
        return output.Written.ToArray();
    }

    private static void Write(AvroOutput output, AvroSchema schema, AvroJson json)
    {
        AvroDepth.Check();
        switch (schema)
        {
            case AvroRecordSchema record:
                foreach (var field in record.Fields)
                    Write(output, field.Schema, json.Members.Get(field.Name) ?? field.Default!);
                break;
            case AvroUnionSchema union:
                var branch = union.Branches.TakeWhile(candidate => !AvroDefaults.IsValid(candidate, json)).Count();
                output.Long(branch);
                Write(output, union.Branches[branch], json);
                break;
            case AvroArraySchema array:
                if (json.Items.Count > 0)
                    output.Long(json.Items.Count);
                foreach (var item in json.Items)
                    Write(output, array.Items, item);
                output.Byte(0);
                break;
            case AvroMapSchema map:
                if (json.Members.Count > 0)
                    output.Long(json.Members.Count);
                foreach (var (key, value) in json.Members)
                {
                    output.String(key);
                    Write(output, map.Values, value);
                }

                output.Byte(0);
                break;
            default:
                Primitive(output, schema, json);
                break;
        }
    }

    private static void Primitive(AvroOutput output, AvroSchema schema, AvroJson json)
    {
        switch (schema)
        {
            case AvroEnumSchema @enum:
                var index = @enum.IndexOf(json.Text);
                output.Long(
                    index >= 0 ? index : throw new DataException($"The default '{json.Text}' is not a symbol of the Avro enum {@enum.FullName}."));
                break;
            case AvroFixedSchema @fixed:
                var bytes = Encoding.Latin1.GetBytes(json.Text);
                output.Raw(bytes.Length == @fixed.Size
                    ? bytes
                    : throw new DataException($"The default of the Avro fixed {@fixed.FullName} has {bytes.Length} bytes."));
                break;
            case { Type: AvroSchemaType.Boolean }:
                output.Boolean(json.Long != 0);
                break;
            case { Type: AvroSchemaType.Int or AvroSchemaType.Long }:
                output.Long(json.Long);
                break;
            case { Type: AvroSchemaType.Float }:
                output.Float((float)json.Double);
                break;
            case { Type: AvroSchemaType.Double }:
                output.Double(json.Double);
                break;
            case { Type: AvroSchemaType.Bytes }:
                output.Bytes(Encoding.Latin1.GetBytes(json.Text));
                break;
            case { Type: AvroSchemaType.String }:
                output.String(json.Text);
                break;
        }
    }
}
