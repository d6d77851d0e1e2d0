using Avro.Generic;
using Avro.IO;
using Avro.Specific;
using Connect.Converters.Avro.Codec;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Records;

/// <summary>Decodes data to an Apache.Avro record with that library's readers.</summary>
internal sealed class RecordDecode : AvroDecode
{
    private readonly Func<Decoder, object> _read;
    private readonly string _name;

    private RecordDecode(string name, Func<Decoder, object> read)
    {
        _name = name;
        _read = read;
    }

    /// <exception cref="DataException">Apache.Avro does not accept the schemas.</exception>
    public static RecordDecode Generic(AvroSchema writer, AvroSchema reader)
    {
        var target = ApacheSchemas.ToApache(reader);
        var apache =
            Made(reader.FullName, () =>
                new GenericDatumReader<GenericRecord>(ReferenceEquals(writer, reader) ? target : ApacheSchemas.ToApache(writer), target));
        return new(reader.FullName, decoder => apache.Read(null!, decoder));
    }

    /// <summary>Decodes to the generated class with the record's full name, using the class's schema as the reader's schema.</summary>
    /// <exception cref="DataException">There is no such class, or it cannot read the data.</exception>
    public static RecordDecode Specific(AvroSchema writer, AvroSchema reader)
    {
        var target =
            Made(reader.FullName, () => (ISpecificRecord)ObjectCreator.Instance.New(reader.FullName, global::Avro.Schema.Type.Record)).Schema;
        return Specific<ISpecificRecord>(ApacheSchemas.ToApache(writer), target);
    }

    /// <inheritdoc cref="Specific(AvroSchema, AvroSchema)"/>
    public static RecordDecode Specific<T>(global::Avro.Schema writer, global::Avro.Schema reader)
        where T : class, ISpecificRecord
    {
        var apache = Made(reader.Fullname, () => new SpecificDatumReader<T>(writer, reader));
        return new(reader.Fullname, decoder => apache.Read(null!, decoder));
    }

    public override object Read(ref AvroInput input)
    {
        using var stream = new MemoryStream(input.Rest().ToArray());
        try
        {
            return _read(new BinaryDecoder(stream));
        }
        catch (Exception exception) when (ApacheSchemas.IsMisfit(exception))
        {
            throw new DataException($"The data cannot be read as {_name}: {exception.Message}", exception);
        }
    }

    private static T Made<T>(string name, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (Exception exception) when (ApacheSchemas.IsMisfit(exception) || exception is MissingMemberException)
        {
            throw new DataException(
                $"No reader can be created for {name}: {exception.Message} A generated class must be in an assembly that is loaded, under the "
                    + "record's "
                    + "full name.",
                exception);
        }
    }
}
