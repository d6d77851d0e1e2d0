namespace Connect.Converters.Avro.Schemas;
/// <summary>Compares two schemas as Avro for Java does. A pair that is already being compared counts as equal, so that recursion
/// terminates.</summary>
internal sealed class AvroSchemaComparer
{
    private HashSet<(AvroSchema, AvroSchema)>? _met;

    public bool Equal(AvroSchema left, AvroSchema right)
    {
        if (ReferenceEquals(left, right))
            return true;
        AvroDepth.Check();
        if (left.Type != right.Type || !left.Properties.Equals(right.Properties))
            return false;
        return (left, right) switch
        {
            (AvroRecordSchema a, AvroRecordSchema b) => a.Name == b.Name && EqualFields(a, b),
            (AvroEnumSchema a, AvroEnumSchema b) => a.Name == b.Name && a.Symbols.SequenceEqual(b.Symbols, StringComparer.Ordinal),
            (AvroFixedSchema a, AvroFixedSchema b) => a.Name == b.Name && a.Size == b.Size,
            (AvroArraySchema a, AvroArraySchema b) => Equal(a.Items, b.Items),
            (AvroMapSchema a, AvroMapSchema b) => Equal(a.Values, b.Values),
            (AvroUnionSchema a, AvroUnionSchema b) => a.Branches.Count == b.Branches.Count
                && a.Branches.Zip(b.Branches).All(pair => Equal(pair.First, pair.Second)),
            _ => true,
        };
    }

    private bool EqualFields(AvroRecordSchema left, AvroRecordSchema right)
    {
        if (left.Fields.Count != right.Fields.Count)
            return false;
        _met ??= new HashSet<(AvroSchema, AvroSchema)>(ReferencePairs.Instance);
        if (!_met.Add((left, right)))
            return true;
        for (var i = 0; i < left.Fields.Count; i++)
        {
            var (a, b) = (left.Fields[i], right.Fields[i]);
            if (a.Name != b.Name || a.Order != b.Order || !Equals(a.Default, b.Default) || !a.Properties.Equals(b.Properties)
                || !Equal(a.Schema, b.Schema))
                return false;
        }

        return true;
    }
}
