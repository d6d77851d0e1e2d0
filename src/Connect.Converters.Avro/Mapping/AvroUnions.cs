using System.Globalization;
using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Maps Avro unions to Connect.</summary>
internal static class AvroUnions
{
    /// <summary>The only branch that a union is reduced to; null if the union becomes a struct.</summary>
    public static (AvroSchema Branch, bool IsOptional)? Flatten(AvroUnionSchema union, AvroDataOptions options)
    {
        if (union.Branches.Count == 1 && options.FlattenSingletonUnions)
            return (union.Branches[0], false);
        if (union.Branches.Count != 2)
            return null;
        var index = union.NullIndex;
        return index >= 0 && union.Branches[index].Properties.Count == 0 ? (union.Branches[1 - index], true) : null;
    }

    /// <summary>The name of the struct's field for a branch.</summary>
    public static string FieldName(AvroSchema branch, int index, AvroDataOptions options)
    {
        if (options.GeneralizedSumTypes)
            return AvroKeys.GeneralizedFieldPrefix + index.ToString(CultureInfo.InvariantCulture);
        if (branch is not AvroNamedSchema named)
            return branch.TypeName;
        return options.EnhancedSchemaSupport ? named.FullName : new AvroScrubber(options.ScrubInvalidNames).Field(named.Name.Name);
    }
}
