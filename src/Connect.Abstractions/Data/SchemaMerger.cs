namespace Connect.Data;

/// <summary>Finds the schema that the elements of a collection have in common; numbers have the wider one.</summary>
internal struct SchemaMerger()
{
    private bool _incompatible;

    /// <summary>The schema; null if there is none, or nothing was merged.</summary>
    public Schema? Common { get; private set; }

    public void Merge(SchemaAndValue? element)
    {
        if (_incompatible || element?.Schema is not { } schema)
            return;
        Common = Common is null ? schema : Widest(Common, schema);
        _incompatible = Common is null;
    }

    // Of two schemas of one type the later counts, whatever its name says.
    private static Schema? Widest(Schema left, Schema right)
    {
        if (left.Type == right.Type)
            return right;
        if (!left.Type.IsNumber() || !right.Type.IsNumber())
            return null;
        return left.Type > right.Type ? left : right;
    }
}
