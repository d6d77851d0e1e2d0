using Connect.Converters.Avro.Schemas;
using Connect.Data;

namespace Connect.Converters.Avro.Mapping;

internal sealed partial class AvroToConnect
{
    private void AddDoc(AvroSchema schema, AvroUse use, SchemaBuilder builder)
    {
        var own = (schema as AvroNamedSchema)?.Doc;
        var property = schema.Properties.GetText(AvroKeys.Doc);
        if (!options.DiscardTypeDocDefault)
        {
            if (options.ConnectMetaData)
                builder.Doc(property);
            return;
        }

        builder.Doc(use.Doc ?? own ?? property);
        if (options.ConnectMetaData && own is not null)
            builder.Parameter(AvroKeys.RecordDocOfType, own);
    }

    /// <summary>The version in the schema's own properties takes precedence over the registry's. A logical type has a fixed version, which only the
    /// schema's properties can contradict.</summary>
    private static void AddVersion(AvroSchema schema, AvroUse use, SchemaBuilder builder)
    {
        var property = schema.Properties.Get(AvroKeys.Version);
        if (property is { IsNumber: false })
            throw new DataException($"The version of an Avro schema is not a number: {property}");
        var version = property is null ? use.Version ?? -1 : ToInt(property);
        if (version < 0)
            return;
        var fixedVersion = builder.Build().Version;
        if (fixedVersion is null)
            builder.Version(version);
        else if (property is not null && fixedVersion != version)
            throw new DataException(
                $"An Avro schema has the version {version}, but the Connect schema of its logical type has the version {fixedVersion}.");
    }

    private void AddParameters(AvroSchema schema, SchemaBuilder builder)
    {
        if (options.ConnectMetaData && schema.Properties.Get(AvroKeys.Parameters) is { } parameters)
        {
            if (parameters.Kind != AvroJsonKind.Object)
                throw new DataException($"The parameters of an Avro schema are not a JSON object: {parameters}");
            foreach (var (name, value) in parameters.Members)
            {
                if (value.Kind != AvroJsonKind.String)
                    throw new DataException($"The parameter {name} of an Avro schema is not a string: {value}");
                builder.Parameter(name, value.Text);
            }
        }

        foreach (var (name, value) in schema.Properties)
        {
            if (name.StartsWith(AvroKeys.PassedOnPrefix, StringComparison.Ordinal))
                builder.Parameter(name, Text(value));
        }
    }

    private static void AddName(AvroSchema schema, SchemaBuilder builder)
    {
        var property = schema.Properties.Get(AvroKeys.Name);
        if (property is { Kind: not AvroJsonKind.String })
            throw new DataException($"The name of an Avro schema is not a string: {property}");
        var fixedName = builder.Build().Name;
        var name = property?.Text ?? schema switch
        {
            AvroRecordSchema when fixedName != AvroKeys.Variant => schema.FullName,
            AvroEnumSchema => schema.FullName,
            AvroFixedSchema when fixedName != LogicalTypes.DecimalName => schema.FullName,
            _ => null,
        };
        if (name is null || name.StartsWith(AvroKeys.DefaultFullName, StringComparison.Ordinal))
            return;
        if (fixedName is null)
            builder.Name(name);
        else if (fixedName != name)
            throw new DataException($"An Avro schema has the name {name}, but its Connect schema is a {fixedName}.");
    }

    private Schema WithDefault(Schema schema, AvroUse use)
    {
        try
        {
            if (use.Default is not null)
                return schema.WithDefault(new AvroDefaultValues(options).OfField(schema, use.Schema, use.Default));
            return use.Schema.Properties.Get(AvroKeys.Default) is { } json
                ? schema.WithDefault(new AvroDefaultValues(options).OfType(schema, use.Schema, json))
                : schema;
        }
        catch (DataException)
        {
            // As in Confluent's converter, an invalid default is ignored: no value depends on it.
            return schema;
        }
    }
}
