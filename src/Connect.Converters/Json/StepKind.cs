namespace Connect.Converters.Json;

/// <summary>How a field's value is kept in a struct, and so how it is best moved.</summary>
internal enum StepKind : byte
{
    Int8,
    Int16,
    Int32,
    Int64,
    Float32,
    Float64,
    Boolean,
    String,

    /// <summary>Milliseconds of a logical Date, Time or Timestamp.</summary>
    Instant,

    /// <summary>An object.</summary>
    Other,
}
