using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Codec;

/// <summary>Matches the names of a writer's schema with those of a reader's, including the reader's aliases.</summary>
internal static class AvroAliases
{
    /// <summary>The reader's field for a writer's field name: one with that alias, or with that name; null if there is none.</summary>
    public static AvroField? ReaderField(AvroRecordSchema reader, string name) =>
        reader.Fields.FirstOrDefault(field => field.Aliases.Contains(name, StringComparer.Ordinal)) ?? reader.Field(name);

    /// <summary>Whether the types have the same name without namespace, or the reader's type has the writer's name as an alias.</summary>
    public static bool SameShortName(AvroNamedSchema writer, AvroNamedSchema reader) =>
        writer.Name.Name == reader.Name.Name || reader.Aliases.Contains(writer.Name);

    /// <summary>The first branch that can read data of the writer's schema; -1 for none.</summary>
    /// <remarks>Compares by type and full name, then by name without namespace or (for records) by fields, then by promotion.</remarks>
    public static int Branch(AvroSchema writer, AvroUnionSchema reader)
    {
        var alike = -1;
        for (var i = 0; i < reader.Branches.Count; i++)
        {
            var branch = reader.Branches[i];
            if (branch.Type != writer.Type)
                continue;
            if (writer is not AvroNamedSchema named || named.FullName == branch.FullName || ((AvroNamedSchema)branch).Aliases.Contains(named.Name))
                return i;
            var sameName = named.Name.Name == ((AvroNamedSchema)branch).Name.Name;
            if (writer is AvroRecordSchema from ? HasFields(from, (AvroRecordSchema)branch) && (alike < 0 || sameName) : sameName)
                alike = i;
        }

        for (var i = 0; alike < 0 && i < reader.Branches.Count; i++)
        {
            if (Promotes(writer.Type, reader.Branches[i].Type))
                alike = i;
        }

        return alike;
    }

    private static bool HasFields(AvroRecordSchema writer, AvroRecordSchema reader)
    {
        var written = writer.Fields.Select(field => ReaderField(reader, field.Name)?.Name).ToHashSet(StringComparer.Ordinal);
        return reader.Fields.All(field => field.Default is not null || written.Contains(field.Name))
            && writer.Fields.All(field => ReaderField(reader, field.Name) is not { } to || Resolves(field.Schema, to.Schema));
    }

    private static bool Resolves(AvroSchema writer, AvroSchema reader) =>
        writer is AvroUnionSchema || writer.Type == reader.Type
        || (reader is AvroUnionSchema union ? Branch(writer, union) >= 0 : Promotes(writer.Type, reader.Type));

    private static bool Promotes(AvroSchemaType writer, AvroSchemaType reader) => (writer, reader) switch
    {
        (AvroSchemaType.Int, AvroSchemaType.Long or AvroSchemaType.Float or AvroSchemaType.Double) => true,
        (AvroSchemaType.Long, AvroSchemaType.Float or AvroSchemaType.Double) => true,
        (AvroSchemaType.Float, AvroSchemaType.Double) => true,
        (AvroSchemaType.String, AvroSchemaType.Bytes) or (AvroSchemaType.Bytes, AvroSchemaType.String) => true,
        _ => false,
    };
}
