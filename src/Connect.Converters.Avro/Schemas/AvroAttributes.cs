using System.Collections.Frozen;
using System.Globalization;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Reads Avro's attributes from the JSON of named types and fields; all other members are properties.</summary>
internal static class AvroAttributes
{
    private static readonly FrozenSet<string> Schema =
        new[] { "doc", "fields", "items", "name", "namespace", "size", "symbols", "values", "type", "aliases" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Enum = Schema.Append("default").ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> FieldOnly =
        new[] { "default", "doc", "name", "order", "type", "aliases" }.ToFrozenSet(StringComparer.Ordinal);

    public static void CopyProperties(AvroProperties members, AvroSchema schema) =>
        Copy(members, schema.Properties, schema.Type == AvroSchemaType.Enum ? Enum : Schema);

    public static AvroName Name(AvroProperties members, string? space) => AvroName.Of(
        members.GetText("name") ?? throw new DataException($"An Avro type without a name: {AvroJson.Of(members)}"),
        members.GetText("namespace") ?? space);

    /// <summary>Reads a named type; the fields of a record are set later.</summary>
    public static AvroNamedSchema Named(AvroJson json, AvroName name)
    {
        var members = json.Members;
        var doc = members.GetText("doc");
        var aliases = Aliases(members).Select(alias => AvroName.Of(alias, name.Namespace)).ToArray();
        switch (members.GetText("type"))
        {
            case "enum":
                if (members.Get("symbols") is not { Kind: AvroJsonKind.Array } symbols)
                    throw new DataException($"Avro enum {name.Full} has no list of symbols.");
                return new AvroEnumSchema(name, [.. symbols.Items.Select(Symbol)], doc, members.GetText("default"), aliases);
            case "fixed":
                if (members.Get("size") is not { IsInt: true } size)
                    throw new DataException($"Avro fixed {name.Full} has no size.");
                return new AvroFixedSchema(name, (int)size.Long, doc, aliases);
            default:
                return new AvroRecordSchema(name, doc, aliases, members.GetText("type") == "error");
        }
    }

    public static IReadOnlyList<AvroJson> Fields(AvroJson record) => record.Members.Get("fields") is { Kind: AvroJsonKind.Array } fields
        ? fields.Items
        : throw new DataException($"An Avro record without a list of fields: {record}");

    public static AvroField Field(AvroJson json, AvroSchema schema)
    {
        var field = new AvroField(json.Members.GetText("name") ?? throw new DataException($"An Avro field without a name: {json}"), schema)
        {
            Doc = json.Members.GetText("doc"),
            Default = Default(json.Members.Get("default"), schema),
            Order = Order(json.Members.Get("order")),
            Aliases = Aliases(json.Members),
        };
        Copy(json.Members, field.Properties, FieldOnly);
        return field;
    }

    /// <summary>A number may be written as a string; NaN and the infinities must be.</summary>
    private static AvroJson? Default(AvroJson? json, AvroSchema schema)
    {
        if (json is not { Kind: AvroJsonKind.String } || schema.Type is not (AvroSchemaType.Float or AvroSchemaType.Double))
            return json;
        return double.TryParse(json.Text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? AvroJson.Of(number)
            : throw new DataException($"The default {json} of an Avro field is not a number.");
    }

    private static AvroFieldOrder Order(AvroJson? json) => json?.Text.ToUpperInvariant() switch
    {
        null or "ASCENDING" => AvroFieldOrder.Ascending,
        "DESCENDING" => AvroFieldOrder.Descending,
        "IGNORE" => AvroFieldOrder.Ignore,
        _ => throw new DataException($"An Avro field cannot have the order {json}."),
    };

    private static string[] Aliases(AvroProperties members)
    {
        if (members.Get("aliases") is not { } aliases)
            return [];
        if (aliases.Kind != AvroJsonKind.Array || aliases.Items.Any(alias => alias.Kind != AvroJsonKind.String))
            throw new DataException($"The aliases of an Avro type are not a list of names: {aliases}");
        return [.. aliases.Items.Select(alias => alias.Text).Distinct(StringComparer.Ordinal)];
    }

    private static string Symbol(AvroJson json) =>
        json.Kind == AvroJsonKind.String ? json.Text : throw new DataException($"{json} is not a valid symbol of an Avro enum.");

    private static void Copy(AvroProperties members, AvroProperties properties, FrozenSet<string> reserved)
    {
        foreach (var (name, value) in members)
        {
            if (!reserved.Contains(name))
                properties.Put(name, value);
        }
    }
}
