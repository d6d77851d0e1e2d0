namespace Connect.Converters.Avro.Schemas;

/// <summary>One of several schemas, which differ in type or name.</summary>
internal sealed class AvroUnionSchema : AvroSchema
{
    private readonly Dictionary<string, int> _branches = new(StringComparer.Ordinal);

    public AvroUnionSchema(IReadOnlyList<AvroSchema> branches)
        : base(AvroSchemaType.Union)
    {
        for (var i = 0; i < branches.Count; i++)
        {
            if (branches[i].Type == AvroSchemaType.Union)
                throw new DataException("An Avro union must not directly contain another union.");
            if (!_branches.TryAdd(branches[i].FullName, i))
                throw new DataException($"An Avro union has two branches of '{branches[i].FullName}'.");
        }

        Branches = branches;
    }

    public IReadOnlyList<AvroSchema> Branches { get; }

    /// <summary>The index of the branch with a full name, or -1.</summary>
    public int IndexOf(string fullName) => _branches.TryGetValue(fullName, out var branch) ? branch : -1;

    /// <summary>The index of the null branch, or -1.</summary>
    public int NullIndex => IndexOf("null");

    private protected override int ShallowHash()
    {
        var hash = default(HashCode);
        foreach (var branch in Branches)
            hash.Add(branch.GetHashCode());
        return hash.ToHashCode();
    }
}
