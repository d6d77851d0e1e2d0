using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Converts the defaults in an Avro schema to Connect values.</summary>
internal sealed class AvroDefaultValues(AvroDataOptions options)
{
    private readonly AvroScrubber _scrubber = new(options.ScrubInvalidNames);

    /// <summary>Converts the default of an Avro field.</summary>
    /// <exception cref="DataException">It does not fit the schema.</exception>
    public object? OfField(Schema schema, AvroSchema avro, AvroFieldDefault @default) => FromField(schema, avro, @default.Value);

    /// <summary>Converts the property <c>connect.default</c>.</summary>
    /// <exception cref="DataException">It does not fit the schema.</exception>
    public object? OfType(Schema schema, AvroSchema avro, AvroJson json) => ConnectLogical.FromBase(schema, FromType(schema, avro, json));

    private object? FromField(Schema schema, AvroSchema avro, object? value)
    {
        if (value is null)
            return schema.IsOptional ? null : throw new DataException($"Null is not a valid default for the required {schema}.");
        return ConnectLogical.FromBase(schema, (schema.Type, value) switch
        {
            (SchemaType.Int8, int number) => unchecked((sbyte)number),
            (SchemaType.Int16, int number) => unchecked((short)number),
            (SchemaType.Array, List<object?> list) => list.ConvertAll(item => FromField(schema.ValueSchema!, Items(avro), item)),
            (SchemaType.Map, OrderedDictionary<string, object?> members) => Map(schema, avro, members),
            (SchemaType.Map, List<object?> { Count: 0 }) when Only(avro) is AvroArraySchema => new ConnectMap(),
            (SchemaType.Struct, _) when ConnectSchemas.IsUnion(schema) => Union(schema, avro, value),
            (SchemaType.Struct, OrderedDictionary<string, object?> members) => Struct(schema, avro, members),
            (SchemaType.Array or SchemaType.Map or SchemaType.Struct, _) =>
                throw new DataException($"The default of {schema} has the type {value.GetType()}."),
            _ => value,
        });
    }

    private ConnectMap Map(Schema schema, AvroSchema avro, OrderedDictionary<string, object?> members)
    {
        var map = new ConnectMap(members.Count);
        foreach (var (name, value) in members)
            map[name] = FromField(schema.ValueSchema!, (Only(avro) as AvroMapSchema)!.Values, value);
        return map;
    }

    private Struct Struct(Schema schema, AvroSchema avro, OrderedDictionary<string, object?> members)
    {
        var record = Only(avro) as AvroRecordSchema ?? throw new DataException($"The default of {schema} is not a record.");
        var data = new Struct(schema);
        foreach (var field in schema.Fields)
        {
            if (members.TryGetValue(_scrubber.Field(field.Name), out var value))
                data[field.Name] = FromField(field.Schema, record.Field(field.Name)!.Schema, value);
            else
                data[field.Name] = field.Schema.DefaultValue;
        }

        return data;
    }

    /// <summary>Uses the first branch whose values have the default's type. Records and enums cannot be distinguished from maps and
    /// strings.</summary>
    private Struct Union(Schema schema, AvroSchema avro, object value)
    {
        var branches = ((AvroUnionSchema)avro).Branches.Where(branch => branch.Type != AvroSchemaType.Null).ToArray();
        for (var i = 0; i < branches.Length; i++)
        {
            var fits = (branches[i].Type, value) switch
            {
                (AvroSchemaType.Int, int) => schema.Fields[i].Schema.Type == SchemaType.Int32,
                (AvroSchemaType.Long, long) or (AvroSchemaType.Float, float) or (AvroSchemaType.Double, double) => true,
                (AvroSchemaType.Boolean, bool) or (AvroSchemaType.String, string) or (AvroSchemaType.Bytes, byte[]) => true,
                (AvroSchemaType.Fixed, byte[] bytes) => bytes.Length == ((AvroFixedSchema)branches[i]).Size,
                (AvroSchemaType.Array, List<object?>) or (AvroSchemaType.Map, OrderedDictionary<string, object?>) => true,
                _ => false,
            };
            if (fits)
                return new Struct(schema).Put(schema.Fields[i], FromField(schema.Fields[i].Schema, branches[i], value));
        }

        throw new DataException($"The default of {schema} does not match any of its branches.");
    }

    private object? FromType(Schema schema, AvroSchema avro, AvroJson json)
    {
        AvroDepth.Check();
        return avro switch
        {
            AvroArraySchema array => json.Kind == AvroJsonKind.Array && schema.Type == SchemaType.Array
                ? json.Items.Select(item => OfType(schema.ValueSchema!, array.Items, item)).ToList()
                : throw new DataException($"The default of {schema} is not an array."),
            AvroMapSchema map => TypedMap(schema, map, json),
            AvroRecordSchema record => TypedStruct(schema, record, json),
            AvroUnionSchema union => TypedUnion(schema, union, json),
            _ => Primitive(schema, avro.Type, json),
        };
    }

    private static object? Primitive(Schema schema, AvroSchemaType type, AvroJson json) => type switch
    {
        AvroSchemaType.Int => schema.Type switch
        {
            SchemaType.Int8 => (object)unchecked((sbyte)(int)Long(json)),
            SchemaType.Int16 => unchecked((short)(int)Long(json)),
            _ => unchecked((int)Long(json)),
        },
        AvroSchemaType.Long => Long(json),
        AvroSchemaType.Float => (float)(json.IsNumber ? json.Double : 0),
        AvroSchemaType.Double => json.IsNumber ? json.Double : 0,
        AvroSchemaType.Boolean => json.Kind == AvroJsonKind.String ? json.Text.Trim() == "true" : json.Long != 0,
        AvroSchemaType.String or AvroSchemaType.Enum => json.Kind switch
        {
            AvroJsonKind.String => json.Text,
            AvroJsonKind.Array or AvroJsonKind.Object => "",
            _ => json.ToString(),
        },
        AvroSchemaType.Bytes or AvroSchemaType.Fixed when json.Kind == AvroJsonKind.String => System.Text.Encoding.Latin1.GetBytes(json.Text),
        _ => null,
    };

    private ConnectMap TypedMap(Schema schema, AvroMapSchema avro, AvroJson json)
    {
        if (json.Kind != AvroJsonKind.Object)
            throw new DataException($"The default of {schema} is not an object.");
        var map = new ConnectMap(json.Members.Count);
        foreach (var (name, value) in json.Members)
            map[name] = OfType(schema.ValueSchema!, avro.Values, value);
        return map;
    }

    private Struct TypedStruct(Schema schema, AvroRecordSchema record, AvroJson json)
    {
        if (json.Kind != AvroJsonKind.Object)
            throw new DataException($"The default of {schema} is not an object.");
        var data = new Struct(schema);
        foreach (var field in record.Fields)
            data[field.Name] = json.Members.Get(field.Name) is { } value ? OfType(schema.Field(field.Name)!.Schema, field.Schema, value) : null;
        return data;
    }

    private object? TypedUnion(Schema schema, AvroUnionSchema union, AvroJson json)
    {
        // Only the first branch can have a default here; it is ignored if it is null.
        var first = union.Branches[0];
        if (first.Type == AvroSchemaType.Null)
            return null;
        var field = schema.Field(AvroUnions.FieldName(first, 0, options))
            ?? throw new DataException($"The default of {schema} does not match any of its branches.");
        return OfType(field.Schema, first, json);
    }

    private static AvroSchema Items(AvroSchema avro) =>
        Only(avro) is AvroArraySchema array ? array.Items : throw new DataException("The default is an Avro array, but its schema has another type.");

    /// <summary>The schema of a union's only branch that is not null.</summary>
    private static AvroSchema Only(AvroSchema avro) =>
        avro is AvroUnionSchema { Branches.Count: <= 2 } union ? union.Branches.First(branch => branch.Type != AvroSchemaType.Null) : avro;

    private static long Long(AvroJson json) => json.Kind switch
    {
        AvroJsonKind.Integer when json.IsLong => json.Long,
        AvroJsonKind.Integer or AvroJsonKind.Double => (long)json.Double,
        _ => 0,
    };
}
