namespace Connect.Runtime.Storage;

/// <summary>What to do with a truncated offset file (<c>offset.storage.file.truncated</c>).</summary>
internal enum TruncatedOffsetFile
{
    /// <summary>Refuse to start. The default.</summary>
    Fail,

    /// <summary>Start without offsets, as Kafka Connect does.</summary>
    Empty,
}
