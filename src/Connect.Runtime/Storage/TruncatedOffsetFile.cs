namespace Connect.Runtime.Storage;

/// <summary>What to do with an offset file that ends too early (<c>offset.storage.file.truncated</c>).</summary>
internal enum TruncatedOffsetFile
{
    /// <summary>Refuse to start. The default.</summary>
    Fail,

    /// <summary>Start without offsets, as Kafka Connect does.</summary>
    Empty,
}
