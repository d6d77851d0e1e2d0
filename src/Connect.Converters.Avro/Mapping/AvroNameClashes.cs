using Connect.Converters.Avro.Schemas;

namespace Connect.Converters.Avro.Mapping;

/// <summary>Finds different types with the same name: in the schema's text, the second would be read as the first, and the data would not
/// match.</summary>
internal sealed class AvroNameClashes
{
    private readonly Dictionary<string, AvroNamedSchema> _types = new(StringComparer.Ordinal);
    private readonly HashSet<(AvroSchema, AvroSchema)> _compared = new(ReferencePairs.Instance);
    private readonly HashSet<AvroSchema> _walked = new(ReferenceEqualityComparer.Instance);
    private readonly bool _hasMetaData;
    private bool _repeated;

    private AvroNameClashes(bool hasMetaData) => _hasMetaData = hasMetaData;

    /// <summary>Whether a name occurs with several objects, all of the same shape.</summary>
    /// <param name="schema">The schema to check.</param>
    /// <param name="hasMetaData">Whether a field has parameters that its type's annotation does not have.</param>
    /// <exception cref="DataException">Two types with the same name hold different data.</exception>
    public static bool Check(AvroSchema schema, bool hasMetaData)
    {
        var clashes = new AvroNameClashes(hasMetaData);
        clashes.Walk(schema);
        return clashes._repeated;
    }

    private void Walk(AvroSchema schema)
    {
        AvroDepth.Check();
        if (schema is AvroNamedSchema named)
        {
            if (!_walked.Add(named))
                return;
            if (!_types.TryAdd(named.FullName, named))
            {
                _repeated = true;
                if (!Same(_types[named.FullName], named))
                    throw new DataException($"Two different types are both named {named.FullName} in Avro: give their Connect schemas different "
                        + "names.");
            }
        }

        foreach (var part in Parts(schema))
            Walk(part);
    }

    private bool Same(AvroSchema a, AvroSchema b)
    {
        AvroDepth.Check();
        if (ReferenceEquals(a, b))
            return true;
        if (a.Type != b.Type || a.FullName != b.FullName || (!_hasMetaData && !SameAnnotation(a, b)))
            return false;
        if (a is AvroNamedSchema && !_compared.Add((a, b)))
            return true;
        return (a, b) switch
        {
            (AvroEnumSchema x, AvroEnumSchema y) => x.Symbols.SequenceEqual(y.Symbols, StringComparer.Ordinal),
            (AvroFixedSchema x, AvroFixedSchema y) => x.Size == y.Size,
            (AvroRecordSchema x, AvroRecordSchema y) when !Names(x).SequenceEqual(Names(y), StringComparer.Ordinal) => false,
            _ => Parts(a).Count() == Parts(b).Count() && Parts(a).Zip(Parts(b)).All(pair => Same(pair.First, pair.Second)),
        };
    }

    private static IEnumerable<string> Names(AvroRecordSchema record) => record.Fields.Select(field => field.Name);

    private static bool SameAnnotation(AvroSchema a, AvroSchema b) =>
        Equals(a.Properties.Get(AvroKeys.LogicalType), b.Properties.Get(AvroKeys.LogicalType))
        && Equals(a.Properties.Get(AvroKeys.Scale), b.Properties.Get(AvroKeys.Scale));

    private static IEnumerable<AvroSchema> Parts(AvroSchema schema) => schema switch
    {
        AvroRecordSchema record => record.Fields.Select(field => field.Schema),
        AvroUnionSchema union => union.Branches,
        AvroArraySchema array => [array.Items],
        AvroMapSchema map => [map.Values],
        _ => [],
    };
}
