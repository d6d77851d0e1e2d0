namespace Connect.Transforms;

/// <summary>The part of a record that a transform changes.</summary>
/// <remarks>Replaces the two classes that Kafka Connect has for such a transform: <c>Cast$Key</c> and <c>Cast$Value</c>.</remarks>
public enum RecordTarget
{
    /// <summary>The record's value.</summary>
    Value,

    /// <summary>The record's key.</summary>
    Key,
}
