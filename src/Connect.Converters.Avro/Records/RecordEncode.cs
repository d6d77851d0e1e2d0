using Avro.Generic;
using Avro.IO;
using Avro.Specific;
using Connect.Converters.Avro.Codec;

namespace Connect.Converters.Avro.Records;

/// <summary>Encodes Apache.Avro records with their own schema, using that library's writers, which know the generated classes.</summary>
internal sealed class RecordEncode(global::Avro.Schema schema) : AvroEncode
{
    // Generic and specific records may have the same schema; each writer is created on first use. Thread-safe afterwards.
    private readonly Lazy<GenericDatumWriter<GenericRecord>> _generic = new(() => new GenericDatumWriter<GenericRecord>(schema));
    private readonly Lazy<SpecificDatumWriter<ISpecificRecord>> _specific = new(() => new SpecificDatumWriter<ISpecificRecord>(schema));

    /// <summary>Whether a value is an Apache.Avro record.</summary>
    /// <param name="value">The value.</param>
    /// <param name="schema">The record's schema.</param>
    public static bool TryGetSchema(object? value, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out global::Avro.Schema? schema)
    {
        schema = value switch
        {
            GenericRecord record => record.Schema,
            ISpecificRecord record => record.Schema,
            _ => null,
        };
        return schema is not null;
    }

    public override void Write(AvroOutput output, object? value)
    {
        using var stream = new MemoryStream();
        var encoder = new BinaryEncoder(stream);
        try
        {
            if (value is GenericRecord generic)
                _generic.Value.Write(generic, encoder);
            else
                _specific.Value.Write((ISpecificRecord)value!, encoder);
        }
        catch (Exception exception) when (ApacheSchemas.IsMisfit(exception))
        {
            throw new DataException($"A record of {schema.Fullname} cannot be written: {exception.Message}", exception);
        }

        output.Raw(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }
}
