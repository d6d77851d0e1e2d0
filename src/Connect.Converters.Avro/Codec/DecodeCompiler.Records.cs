using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

internal sealed partial class DecodeCompiler
{
    private StructDecode Record(AvroRecordSchema writer, AvroRecordSchema reader, Schema schema)
    {
        if (_compiled.TryGetValue((writer, reader, schema), out var known))
            return (StructDecode)known;
        var node = new StructDecode(schema);
        _compiled.Add((writer, reader, schema), node);
        node.SetFields(Fields(writer, reader, field => (schema.Field(field.Name)!.Schema, schema.Field(field.Name)!.Index)));
        return node;
    }

    private EntryDecode Entry(AvroRecordSchema writer, AvroRecordSchema reader, Schema map)
    {
        var node = new EntryDecode();
        node.SetFields(Fields(writer, reader, field => field.Name == AvroKeys.Key ? (map.KeySchema!, 0) : (map.ValueSchema!, 1)));
        return node;
    }

    /// <summary>The writer's fields in order, then the defaults of the fields that only the reader has.</summary>
    private FieldDecode[] Fields(AvroRecordSchema writer, AvroRecordSchema reader, Func<AvroField, (Schema Schema, int Index)> connect)
    {
        var fields = new List<FieldDecode>(writer.Fields.Count);
        var read = new HashSet<string>(StringComparer.Ordinal);
        foreach (var from in writer.Fields)
        {
            if (AvroAliases.ReaderField(reader, from.Name) is not { } to)
            {
                fields.Add(new FieldDecode(null, -1, AvroSkip.Of(from.Schema, _skips), null));
                continue;
            }

            var (schema, index) = connect(to);
            fields.Add(new FieldDecode(Node(from.Schema, to.Schema, schema), index, null, null));
            read.Add(to.Name);
        }

        foreach (var to in reader.Fields.Where(field => !read.Contains(field.Name)))
        {
            if (to.Default is null)
                throw new DataException($"Avro data of {writer.FullName} lacks the required field '{to.Name}' of the reader's schema.");
            var (schema, index) = connect(to);
            fields.Add(new FieldDecode(Node(to.Schema, to.Schema, schema), index, null, AvroDefaultBytes.Of(to)));
        }

        return [.. fields];
    }

    private AvroDecode ReaderUnion(AvroSchema writer, AvroUnionSchema reader, Schema schema)
    {
        var index = AvroAliases.Branch(writer, reader);
        if (index < 0)
            throw new DataException($"Avro data of {writer.FullName} does not match any branch of the reader's union.");
        var branch = reader.Branches[index];
        if (AvroUnions.Flatten(reader, options) is not null)
            return branch.Type == AvroSchemaType.Null ? NullDecode.Instance : Node(writer, branch, schema);
        if (branch.Type == AvroSchemaType.Null)
            return NullDecode.Instance;
        var field = index - (reader.NullIndex >= 0 && reader.NullIndex < index ? 1 : 0);
        return new BranchDecode(schema, field, Node(writer, branch, schema.Fields[field].Schema));
    }
}
