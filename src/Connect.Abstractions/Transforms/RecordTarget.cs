namespace Connect.Transforms;

/// <summary>Which part of a record a transform works on.</summary>
/// <remarks>Stands for the two classes that Kafka Connect has of such a transform: <c>Cast$Key</c> and <c>Cast$Value</c>.</remarks>
public enum RecordTarget
{
    /// <summary>The record's value.</summary>
    Value,

    /// <summary>The record's key.</summary>
    Key,
}
