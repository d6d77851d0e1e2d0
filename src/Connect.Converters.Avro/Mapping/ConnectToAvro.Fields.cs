using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Mapping;

internal sealed partial class ConnectToAvro
{
    private AvroField Field(string name, Schema? schema, string? doc)
    {
        AvroName.Valid(name);
        var @default = schema is null ? null
            : schema.DefaultValue is { } value ? _defaults.OfField(schema, value)
            : schema.IsOptional ? AvroJson.Null : null;
        var fullName = _scrubber.Full(schema?.Name);
        var seen = fullName is not null && !_seenNames.Add(fullName);

        // Not as a part: a struct directly inside itself was never written by the original, so a reference is ours to choose.
        var type = schema is { Type: SchemaType.Struct } && IsOpen(schema) ? ConvertPart(schema) : Convert(schema, ignoreOptional: false);
        var field = new AvroField(name, type)
        {
            Doc = options.DiscardTypeDocDefault ? schema?.Doc : doc,
            Default = @default is not null && AvroDefaults.IsValid(type, @default) ? @default : null,
        };

        // Later uses of a type only name it, so the parameters of this use would be lost.
        if (seen && options.ConnectMetaData && schema is not null && IsNamedType(type) && Parameters(schema) is { Count: > 0 } parameters)
            field.Properties.Add(AvroKeys.Parameters, AvroJson.Of(parameters));
        return field;
    }

    private bool IsOpen(Schema schema) =>
        schema.Name is not null && _structs.TryGetValue(schema.Name, out var open) && !open.Record.IsComplete && open.Schema == schema.AsRequired();

    private static bool IsNamedType(AvroSchema schema) =>
        schema is AvroNamedSchema || (schema is AvroUnionSchema union && union.Branches.Any(branch => branch is AvroNamedSchema));

    private AvroProperties Parameters(Schema schema)
    {
        var parameters = new AvroProperties();
        foreach (var (name, value) in schema.Parameters)
        {
            if (options.DiscardTypeDocDefault || name != AvroKeys.FieldDefaultFlag)
                parameters.Put(name, value is null ? AvroJson.Null : AvroJson.Of(value));
        }

        return parameters;
    }
}
