namespace Connect.Runtime.Kafka.Translation;

/// <summary>The values of <c>auto.offset.reset</c>.</summary>
internal enum OffsetResetKind
{
    /// <summary>At the first record there is.</summary>
    Earliest,

    /// <summary>After the last record.</summary>
    Latest,

    /// <summary>Nowhere: it is an error.</summary>
    None,

    /// <summary>At the first record that is younger than a duration.</summary>
    ByDuration,
}
