namespace Connect.Transforms;

/// <summary>What <see cref="InsertField"/> inserts, each under a field name.</summary>
/// <remarks>A name may end in <c>!</c> for a required field or <c>?</c> for an optional one, which is the default.</remarks>
public sealed class InsertFieldOptions
{
    /// <summary>The field for the topic.</summary>
    /// <value>Default null: none.</value>
    public string? TopicField { get; init; }

    /// <summary>The field for the partition.</summary>
    /// <value>Default null: none.</value>
    public string? PartitionField { get; init; }

    /// <summary>The field for the offset; sink records only.</summary>
    /// <value>Default null: none.</value>
    public string? OffsetField { get; init; }

    /// <summary>The field for the record's time.</summary>
    /// <value>Default null: none.</value>
    public string? TimestampField { get; init; }

    /// <summary>The field for <see cref="StaticValue"/>.</summary>
    /// <value>Default null: none.</value>
    public string? StaticField { get; init; }

    /// <summary>The text for <see cref="StaticField"/>, required with it.</summary>
    /// <value>Default null.</value>
    public string? StaticValue { get; init; }

    /// <summary>Whether a field that is null is read as its schema's default, where it has one.</summary>
    /// <value>Default true.</value>
    public bool ReplaceNullWithDefault { get; init; } = true;
}
