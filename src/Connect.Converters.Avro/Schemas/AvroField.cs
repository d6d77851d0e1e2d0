namespace Connect.Converters.Avro.Schemas;
/// <summary>A field of a record.</summary>
internal sealed record AvroField(string Name, AvroSchema Schema)
{
    public string? Doc { get; init; }

    /// <summary>The default as JSON; null if there is none, <see cref="AvroJson.Null"/> if it is null.</summary>
    public AvroJson? Default { get; init; }

    public AvroFieldOrder Order { get; init; }

    public IReadOnlyList<string> Aliases { get; init; } = [];

    public AvroProperties Properties { get; init; } = new();
}
