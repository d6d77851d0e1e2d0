using Connect.Configuration;
using Connect.Data;
using Connect.JavaCompatibility;
using Connect.Transforms.Records;

namespace Connect.Transforms.Values;

/// <summary>Reads the configuration key <c>spec</c> of <see cref="Cast"/>.</summary>
internal static class CastSpec
{
    public const string Key = "spec";

    private static readonly SchemaType[] Targets =
        [SchemaType.Int8, SchemaType.Int16, SchemaType.Int32, SchemaType.Int64, SchemaType.Float32, SchemaType.Float64, SchemaType.Boolean,
            SchemaType.String];

    public static IConfigValidator Validator { get; } = ConfigValidators.Lambda(
        (_, value) => Parse(value as IReadOnlyList<object?> ?? [], replaceNull: true),
        "list of colon-delimited pairs, e.g. <code>foo:bar,abc:xyz</code>");

    public static CastOptions Parse(ParsedConfig config) => Parse([.. config.GetList(Key)], config.ReplaceNull());

    /// <summary>Refuses a type that nothing is cast to.</summary>
    public static void CheckTarget(SchemaType type)
    {
        if (!Targets.Contains(type))
            throw new ConfigException(
                $"Cast transformation does not support casting to {type.ToUpperName()}; supported types are "
                    + $"[{string.Join(", ", Targets.Select(target => target.ToUpperName()))}]");
    }

    private static CastOptions Parse(IReadOnlyList<object?> items, bool replaceNull)
    {
        if (items.Count == 0)
            throw new ConfigException("Must specify at least one field to cast.");
        SchemaType? whole = null;
        var fields = new Dictionary<string, SchemaType>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var parts = Mapping.Split((string)item!);
            if (parts.Length > 2)
                throw new ConfigException("renames", $"[{string.Join(", ", items)}]", $"Invalid rename mapping: {item}");
            if (parts.Length == 2)
                fields[JavaStrings.Trim(parts[0])] = ParseType(JavaStrings.Trim(parts[1]));
            else
                whole = ParseType(parts.Length == 0 ? "" : JavaStrings.Trim(parts[0]));
        }
        if (whole is not null && items.Count > 1)
            throw new ConfigException(
                "Cast transformations that specify a type to cast the entire value to may only specify a single cast in their spec");
        return new() { Whole = whole, Fields = fields, ReplaceNullWithDefault = replaceNull };
    }

    private static SchemaType ParseType(string text)
    {
        // To Java, unlike .NET, these two letters are an I and an S in lower case.
        var letters = text.Replace('\u0131', 'i').Replace('\u017f', 's');
        foreach (var type in Enum.GetValues<SchemaType>())
        {
            if (!string.Equals(type.ToUpperName(), letters, StringComparison.OrdinalIgnoreCase))
                continue;
            CheckTarget(type);
            return type;
        }
        throw new ConfigException($"Invalid type found in casting spec: {text}");
    }
}
