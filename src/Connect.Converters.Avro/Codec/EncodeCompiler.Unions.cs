using Connect.Converters.Avro.Mapping;
using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Codec;

internal sealed partial class EncodeCompiler
{
    private NullableEncode Nullable(Schema schema, AvroUnionSchema union)
    {
        var branch = Branch(schema, union);
        return new NullableEncode(schema, Node(schema, union.Branches[branch]), branch, schema.IsOptional ? union.NullIndex : -1);
    }

    private UnionEncode Union(Schema schema, AvroUnionSchema union)
    {
        if (_compiled.TryGetValue((schema, union), out var known))
            return (UnionEncode)known;
        var node = new UnionEncode(schema);
        _compiled.Add((schema, union), node);

        // The branches of a union that was converted from the struct are in the order of the fields, after null.
        var offset = union.Branches.Count - schema.Fields.Count;
        var inOrder = offset == (schema.IsOptional ? 1 : 0) && (offset == 0 || union.NullIndex == 0)
            && schema.Fields.All(field => Fit(field.Schema, union.Branches[field.Index + offset]) > 0);
        var branches = new (AvroEncode, int, object?)[schema.Fields.Count];
        for (var i = 0; i < branches.Length; i++)
        {
            var field = schema.Fields[i].Schema;
            var branch = inOrder ? i + offset : Branch(field, union);
            branches[i] = (Node(field, union.Branches[branch]), branch, options.IgnoreDefaultForNullables ? null : field.DefaultValue);
        }

        node.SetBranches(branches, schema.IsOptional ? union.NullIndex : -1);
        return node;
    }

    private int Branch(Schema schema, AvroUnionSchema union)
    {
        var (best, bestFit) = (-1, 0);
        for (var i = 0; i < union.Branches.Count; i++)
        {
            var fit = Fit(schema, union.Branches[i]);
            if (fit > bestFit)
                (best, bestFit) = (i, fit);
        }

        return best >= 0 ? best : throw Unfit(schema, union);
    }

    /// <summary>How well a branch matches the schema: 0 not at all, 1 by promotion or with another name, 2 by type, 3 also by name.</summary>
    private int Fit(Schema schema, AvroSchema branch) => (schema.Type, branch) switch
    {
        (SchemaType.Struct, AvroRecordSchema record) => Named(schema.Name, record),
        (SchemaType.Bytes, AvroFixedSchema @fixed) =>
            ConnectSchemas.IsFixed(schema) && ConnectSchemas.Number(schema, AvroKeys.FixedSize) == @fixed.Size
            ? Named(schema.Name, @fixed)
            : 0,
        (SchemaType.String, AvroEnumSchema @enum) => ConnectSchemas.EnumParameter(schema, options) is { } parameter
            ? schema.Parameters[parameter] == @enum.FullName ? 3 : 1
            : 1,
        (SchemaType.Map, AvroMapSchema) => ConnectSchemas.IsAvroMap(schema, options) ? 3 : 0,
        (SchemaType.Map, AvroArraySchema array) => AvroMapEntries.IsEntry(array.Items) && !ConnectSchemas.IsAvroMap(schema, options) ? 3 : 0,
        (SchemaType.Array, AvroArraySchema) => 3,
        (SchemaType.Int8 or SchemaType.Int16 or SchemaType.Int32, _) => Number(branch.Type, AvroSchemaType.Int),
        (SchemaType.Int64, _) => Number(branch.Type, AvroSchemaType.Long),
        (SchemaType.Float32, _) => Number(branch.Type, AvroSchemaType.Float),
        (SchemaType.Float64, _) => Number(branch.Type, AvroSchemaType.Double),
        (SchemaType.Boolean, { Type: AvroSchemaType.Boolean }) => 2,
        (SchemaType.String, { Type: AvroSchemaType.String }) or (SchemaType.Bytes, { Type: AvroSchemaType.Bytes }) => 2,
        _ => 0,
    };

    private int Named(string? name, AvroNamedSchema branch)
    {
        if (name is null)
            return branch.FullName.StartsWith(AvroKeys.DefaultFullName, StringComparison.Ordinal) ? 2 : 1;
        return _scrubber.Full(name) == branch.FullName || (name == AvroKeys.Variant && branch.FullName == AvroKeys.VariantRecord) ? 3 : 1;
    }

    private static int Number(AvroSchemaType type, AvroSchemaType own) => type == own ? 2 : type > own && type <= AvroSchemaType.Double ? 1 : 0;
}
